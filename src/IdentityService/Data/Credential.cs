using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>How one sample client signs in: a secret or a private key, made on this machine and known to nobody else.</summary>
/// <param name="ClientId">Client id.</param>
/// <param name="Secret">Client secret, for sample officers.</param>
/// <param name="PrivateKeyPem">EC P-256 private key in PEM (PKCS#8), for sample partners.</param>
/// <param name="KeyId">Key id of the private key, the assertion's <c>kid</c>.</param>
/// <param name="AssertionAudience">The <c>aud</c> that a client assertion must name.</param>
/// <param name="Roles">Role codes.</param>
/// <param name="Scopes">Scopes that the roles give.</param>
/// <param name="Areas">Codes of provinces and communes, or <c>*</c> for the whole country.</param>
/// <param name="Description">What it is, in Vietnamese and English.</param>
public sealed record Credential(
    string ClientId, string? Secret, string? PrivateKeyPem, string? KeyId, string? AssertionAudience,
    IReadOnlyList<string> Roles, IReadOnlyList<string> Scopes, IReadOnlyList<string> Areas, string Description);

/// <summary>The file that <c>./dev up</c> prints and <c>./dev demo</c> reads.</summary>
internal static class CredentialsFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The credentials by client id; empty when the file is missing or unreadable, for then new ones are made.</summary>
    public static Dictionary<string, Credential> Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<List<Credential>>(File.ReadAllText(path), Json)!.ToDictionary(credential => credential.ClientId, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or NullReferenceException or ArgumentException)
        {
            return [];
        }
    }

    public static void Write(string path, IEnumerable<Credential> credentials) => PrivateFile.Write(path, JsonSerializer.Serialize(credentials, Json));
}
