using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>A key that signs or checks seals: ES256, known by the digest of its public part.</summary>
internal sealed class SealKey : IDisposable
{
    private readonly ECDsa _key;

    private SealKey(ECDsa key)
    {
        _key = key;
        Id = Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    public string Id { get; }

    /// <summary>Reads a private or public key.</summary>
    /// <exception cref="InvalidOperationException">The file holds no P-256 key.</exception>
    public static SealKey Read(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new InvalidOperationException($"'{path}' holds no EC key in PEM.", unreadable);
        }

        if (key.KeySize == 256)
            return new SealKey(key);
        key.Dispose();
        throw new InvalidOperationException($"'{path}' holds a key of another size; seals need P-256.");
    }

    /// <summary>Reads the private key of a file, making it where it is missing and may be made; only its owner may read it.</summary>
    public static SealKey ReadOrMake(string path)
    {
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var draft = $"{path}.{Guid.NewGuid():N}";
            using (var file = new FileStream(draft, options))
                file.Write(Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem()));
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another instance was faster; its key counts.
                File.Delete(draft);
            }
        }

        return Read(path);
    }

    public byte[] Sign(byte[] payload) => _key.SignData(payload, HashAlgorithmName.SHA256);

    public bool Verifies(byte[] payload, byte[] signature) => _key.VerifyData(payload, signature, HashAlgorithmName.SHA256);

    /// <summary>The public part as PEM.</summary>
    public string PublicPem() => _key.ExportSubjectPublicKeyInfoPem();

    public void Dispose() => _key.Dispose();
}
