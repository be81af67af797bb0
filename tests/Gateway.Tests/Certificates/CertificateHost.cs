using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.GatewayTests.Certificates;

/// <summary>The gateway with a second address for banks: TLS with certificates made for this process, and two clients that are bound to theirs.</summary>
public sealed class CertificateHost : GatewayHost
{
    private const string AuthorityName = "CN=Invented authority";
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-tls-").FullName;
    private readonly X509Certificate2 _authority = Authority();

    public CertificateHost()
        : base(configured: true)
    {
        using var server = Issue("CN=localhost", _authority);
        File.WriteAllText(PathOf("server.pem"), server.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf("authorities.pem"), _authority.ExportCertificatePem());
    }

    /// <summary>Known by its fingerprint.</summary>
    public static TestActor Known { get; } = TestActors.Bank with { Id = "bank-known" };

    /// <summary>Known by the subject that our authority signed.</summary>
    public static TestActor Certified { get; } = TestActors.Bank with { Id = "bank-signed" };

    public X509Certificate2 KnownCertificate { get; } = SelfMade("CN=bank-known");

    public X509Certificate2 ExpiredCertificate { get; } = SelfMade("CN=bank-known", DateTimeOffset.UtcNow.AddDays(-1));

    public X509Certificate2 SignedCertificate => field ??= Issue("CN=bank-signed", _authority);

    public Uri Banks => Addresses.Single(address => address.Scheme == "https");

    public Uri Officers => Addresses.First(address => address.Scheme == "http");

    private IEnumerable<Uri> Addresses => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address));

    /// <summary>Asks at an address, with a certificate or without.</summary>
    public static async Task<HttpResponseMessage> Ask(Uri address, TestActor? actor, X509Certificate2? certificate, string path = "/household/v1/x")
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Issuer == AuthorityName;
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [certificate];
        using var client = new HttpClient(handler) { BaseAddress = address, DefaultRequestVersion = HttpVersion.Version11 };
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor));
        return await client.GetAsync(path);
    }

    public static X509Certificate2 SelfMade(string subject, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var to = until ?? DateTimeOffset.UtcNow.AddDays(1);
        using var made = Request(subject, key).CreateSelfSigned(to.AddDays(-2), to);
        return Usable(made);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, true);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Kestrel:Endpoints:Officers:Url", "http://127.0.0.1:0");
        builder.UseSetting("Kestrel:Endpoints:Banks:Url", "https://127.0.0.1:0");
        builder.UseSetting("Kestrel:Endpoints:Banks:ClientCertificateMode", "RequireCertificate");
        builder.UseSetting("Kestrel:Endpoints:Banks:Certificate:Path", PathOf("server.pem"));
        builder.UseSetting("Kestrel:Endpoints:Banks:Certificate:KeyPath", PathOf("server.key"));
        builder.UseSetting("Gateway:Certificates:Authorities", PathOf("authorities.pem"));
        builder.UseSetting("Gateway:Certificates:Clients:bank-known:Fingerprints:0", KnownCertificate.GetCertHashString(HashAlgorithmName.SHA256));
        builder.UseSetting("Gateway:Certificates:Clients:bank-known:Fingerprints:1", ExpiredCertificate.GetCertHashString(HashAlgorithmName.SHA256));
        builder.UseSetting("Gateway:Certificates:Clients:bank-signed:Subject", "CN=bank-signed");
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(AuthorityName, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return Usable(made);
    }

    private static X509Certificate2 Issue(string subject, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(subject, key);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2"), new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1), RandomNumberGenerator.GetBytes(16));
        using var withKey = issued.CopyWithPrivateKey(key);
        return Usable(withKey);
    }

    private static CertificateRequest Request(string subject, ECDsa key) => new(subject, key, HashAlgorithmName.SHA256);

    // A handshake wants the key in the form of a file.
    private static X509Certificate2 Usable(X509Certificate2 made) =>
        X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);

    private string PathOf(string name) => Path.Combine(_folder, name);
}
