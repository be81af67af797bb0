using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>How one sample client signs in: by secret, or by private key and a signed assertion.</summary>
internal sealed record Credential(string ClientId, string? Secret, string? PrivateKeyPem, string? KeyId, string? AssertionAudience, IReadOnlyList<string> Scopes)
{
    public static IReadOnlyDictionary<string, Credential> Read(string path)
    {
        if (!File.Exists(path))
            throw new DemoFailure($"No credentials at {path}. They are made when the system is first started: ./dev up --detach");
        var all = JsonSerializer.Deserialize<List<Credential>>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? [];
        return all.ToDictionary(credential => credential.ClientId);
    }
}
