using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>How one sample officer signs in: with a password and the codes of a second factor.</summary>
internal sealed record OfficerCredential(string UserName, string Password, string TotpSecret, string ClientId, string RedirectUri)
{
    public static IReadOnlyDictionary<string, OfficerCredential> Read(string path)
    {
        if (!File.Exists(path))
            throw new DemoFailure($"No officers at {path}. They are made when the system is first started: ./dev up --detach");
        var all = JsonSerializer.Deserialize<List<OfficerCredential>>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? [];
        return all.ToDictionary(officer => officer.UserName);
    }
}
