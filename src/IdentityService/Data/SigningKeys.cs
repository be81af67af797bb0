using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// The keys that sign access tokens: the first signs, all are published. To change a key, append the new one everywhere, restart, wait ten minutes until every service
/// has fetched it, move it to the front, restart, and drop the old one after the last token of five minutes has ended.
/// </summary>
internal sealed class SigningKeys(IOptions<IdentityOptions> options)
{
    /// <exception cref="InvalidOperationException">A file holds no EC P-256 private key; the message names it.</exception>
    public IReadOnlyList<ECDsaSecurityKey> Load() => options.Value.SigningKeys.Length > 0
        ? [.. options.Value.SigningKeys.Select(path => Parse(path, File.ReadAllText(path)))]
        : [OwnKey(Path.Combine(options.Value.DataFolder, "signing-key.pem"))];

    /// <summary>The key of this machine, made at first need; <c>migrate</c> makes it before any instance starts.</summary>
    private static ECDsaSecurityKey OwnKey(string path)
    {
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PrivateFile.WriteNew(path, made.ExportPkcs8PrivateKeyPem());
        }

        return Parse(path, File.ReadAllText(path));
    }

    private static ECDsaSecurityKey Parse(string path, string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            _ = key.ExportParameters(true);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            throw new InvalidOperationException($"Signing key '{path}' is no EC private key in PEM.", unreadable);
        }

        if (key.KeySize != 256)
            throw new InvalidOperationException($"Signing key '{path}' has {key.KeySize} bits; ES256 needs P-256.");
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }
}
