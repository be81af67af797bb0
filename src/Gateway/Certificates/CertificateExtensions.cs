using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PovertyPlatform.Gateway.Certificates;

internal static class CertificateExtensions
{
    private const int FingerprintBytes = 32;

    /// <summary>
    /// Adds the binding of clients to certificates. Addresses and server certificates are Kestrel's own configuration (<c>Kestrel:Endpoints:Banks</c> with
    /// <c>ClientCertificateMode: RequireCertificate</c>); any certificate passes the handshake, because self-issued ones are known by their fingerprint, and whose it
    /// is, is looked at with the token. A bound client is refused on every other address.
    /// </summary>
    public static WebApplicationBuilder AddCertificates(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<CertificateOptions>().BindConfiguration("Gateway:Certificates")
            .Validate(options => options.Clients.Values.All(client => client.Fingerprints.Length > 0 || client.Subject is { Length: > 0 }),
                "Gateway:Certificates:Clients: every bound client needs Fingerprints or a Subject.")
            .Validate(options => options.Clients.Values.All(client => string.IsNullOrEmpty(client.Subject) || options.Authorities is { Length: > 0 }),
                "Gateway:Certificates:Clients: a Subject counts only with Authorities.")
            .Validate(options => options.Clients.Values.SelectMany(client => client.Fingerprints).All(IsFingerprint),
                "Gateway:Certificates:Clients: a fingerprint is the SHA-256 of the certificate, 64 hexadecimal digits.")
            .Validate(options => string.IsNullOrEmpty(options.Authorities) || Readable(options.Authorities), "Gateway:Certificates:Authorities must be a PEM file with certificates.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ClientCertificates>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateValidation = (_, _, _) => true;
        }));
        return builder;
    }

    private static bool IsFingerprint(string text) => text.Replace(":", "", StringComparison.Ordinal) is { Length: 2 * FingerprintBytes } digits && digits.All(char.IsAsciiHexDigit);

    private static bool Readable(string path)
    {
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(path);
            return found.Count > 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
