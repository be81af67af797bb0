using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PovertyPlatform.GatewayTests.Certificates;

/// <summary>An authority made for this process, and certificates of servers that it signs.</summary>
public sealed class InventedAuthority
{
    private readonly X509Certificate2 _self;

    public InventedAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        _self = Usable(made);
    }

    /// <summary>The authority as a client is told it.</summary>
    public string Pem => _self.ExportCertificatePem();

    /// <summary>A certificate of a server: for the loopback address, or for a name.</summary>
    public X509Certificate2 Issue(string? name = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=service", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
            names.AddIpAddress(IPAddress.Loopback);
        else
            names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var to = until ?? DateTimeOffset.UtcNow.AddDays(1);
        using var issued = request.Create(_self, to.AddHours(-20) > DateTimeOffset.UtcNow.AddHours(-1) ? DateTimeOffset.UtcNow.AddHours(-1) : to.AddHours(-20), to, RandomNumberGenerator.GetBytes(16));
        using var withKey = issued.CopyWithPrivateKey(key);
        return Usable(withKey);
    }

    // A handshake wants the key in the form of a file.
    private static X509Certificate2 Usable(X509Certificate2 made) => X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
}
