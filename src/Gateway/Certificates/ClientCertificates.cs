using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.Gateway.Certificates;

/// <summary>
/// Binds clients to their TLS certificates. The handshake only proves that the caller holds the key of a certificate; whose it is, is decided here, with the token: a
/// bound client without its certificate is refused, and so is a certificate of one client with the token of another.
/// </summary>
internal sealed class ClientCertificates(IOptions<CertificateOptions> options, TimeProvider clock)
{
    private static readonly Refusal Missing = new(403, "certificate-missing", "Tài khoản này chỉ được dùng cùng chứng thư số đã đăng ký, qua địa chỉ dành cho ngân hàng.",
        "This account works only with its registered certificate, at the address for banks.");

    private static readonly Refusal Foreign = new(403, "certificate-foreign", "Chứng thư số không phải của tài khoản này hoặc đã hết hạn.",
        "The certificate is not one of this account, or it has expired.");

    private readonly Lazy<X509Certificate2Collection> _authorities = new(() =>
    {
        var authorities = new X509Certificate2Collection();
        if (options.Value.Authorities is { Length: > 0 } path)
            authorities.ImportFromPemFile(path);
        return authorities;
    });

    /// <summary>The refusal for a client with the certificate of its connection, or null when it may go on.</summary>
    public Refusal? Refuse(HttpContext context, string clientId)
    {
        var clients = options.Value.Clients;
        if (clients.Count == 0)
            return null;
        var certificate = context.Connection.ClientCertificate;
        if (!clients.TryGetValue(clientId, out var bound))
            return certificate is null || !clients.Values.Any(other => Fits(other, certificate)) ? null : Foreign;
        return certificate is null ? Missing : Fits(bound, certificate) ? null : Foreign;
    }

    private bool Fits(BoundClient client, X509Certificate2 certificate)
    {
        var now = clock.GetUtcNow();
        if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            return false;
        var fingerprint = certificate.GetCertHash(HashAlgorithmName.SHA256);
        return client.Fingerprints.Any(known => fingerprint.AsSpan().SequenceEqual(Convert.FromHexString(known.Replace(":", "", StringComparison.Ordinal))))
            || (client.Subject is { Length: > 0 } subject && certificate.Subject == subject && IsIssuedByUs(certificate));
    }

    private bool IsIssuedByUs(X509Certificate2 certificate)
    {
        if (_authorities.Value.Count == 0)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities.Value);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate);
    }
}
