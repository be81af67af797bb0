using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Hosting;

namespace PovertyPlatform.ServiceDefaultsTests.Hosting;

/// <summary>Nobody listens or calls inside in the clear in production unless somebody answers for the network.</summary>
public sealed class InsideCertificatesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inside-tls-").FullName;

    public InsideCertificatesTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Invented authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(PathOf("authority.pem"), own.ExportCertificatePem());
        File.WriteAllText(PathOf("authority.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf("empty.pem"), "nobody");
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData("http://127.0.0.1:0", "authority.pem", "listens on http://")]
    [InlineData("https://127.0.0.1:0", null, "Transport__Authorities is missing")]
    [InlineData("https://127.0.0.1:0", "authority.pem", "started")]
    public async Task PlainInside_IsRefusedInProductionOnly(string address, string? authorities, string expected)
    {
        Assert.Contains(expected, await Start("Production", "household", address, authorities), StringComparison.Ordinal);
        Assert.Equal("started", await Start("Development", "household", address, authorities));
        Assert.Equal("started", await Start("Production", "household", address, authorities, ("Transport:PlainInside", "true")));
    }

    [Fact]
    public async Task Gateway_ListensAsItsOwnConfigurationSays_AndStillChecksWhomItCalls()
    {
        Assert.Equal("started", await Start("Production", "gateway", "http://127.0.0.1:0", "authority.pem"));
        Assert.Contains("Transport__Authorities", await Start("Production", "gateway", "http://127.0.0.1:0", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuer_CallsNobody_AndListensEncrypted()
    {
        Assert.Equal("started", await Start("Production", "identity", "https://127.0.0.1:0", null));
        Assert.Contains("listens on http://", await Start("Production", "identity", "http://127.0.0.1:0", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeysOfTokens_AreNotFetchedInTheClear() =>
        Assert.Contains("Tokens__KeysUrl", await Start("Production", "household", "https://127.0.0.1:0", "authority.pem", ("Tokens:KeysUrl", "http://identity.example/keys")), StringComparison.Ordinal);

    [Fact]
    public async Task FileOfAuthorities_ThatIsMissingOrHoldsNone_StopsTheStart()
    {
        Assert.Contains("Transport__Authorities", await Start("Development", "household", "http://127.0.0.1:0", "nowhere.pem"), StringComparison.Ordinal);
        Assert.Contains("Transport__Authorities", await Start("Development", "household", "http://127.0.0.1:0", "empty.pem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_TrustsTheConfiguredAuthorityAndNobodyElse()
    {
        await using var listening = Build("Development", "household", "https://127.0.0.1:0", "authority.pem");
        listening.MapGet("/", () => "hello").AllowAnonymous();
        await listening.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal("hello", await Client(listening.Services).GetStringAsync(listening.Urls.Single(), TestContext.Current.CancellationToken));
        await using var stranger = Build("Development", "partner", "http://127.0.0.1:0", null);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => Client(stranger.Services).GetStringAsync(listening.Urls.Single(), TestContext.Current.CancellationToken));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
    }

    private static HttpClient Client(IServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient("inside");

    private WebApplication Build(string environment, string service, string address, string? authorities, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Kestrel:Endpoints:Inside:Url"] = address,
            ["Kestrel:Certificates:Default:Path"] = PathOf("authority.pem"),
            ["Kestrel:Certificates:Default:KeyPath"] = PathOf("authority.key"),
            ["Transport:Authorities"] = authorities is null ? null : PathOf(authorities),
            ["Logging:LogLevel:Default"] = "None",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.AddInsideCertificates(service);
        builder.AddAccess(service == "gateway" ? null : service);
        return builder.Build();
    }

    private async Task<string> Start(string environment, string service, string address, string? authorities, params (string Key, string Value)[] settings)
    {
        try
        {
            await using var app = Build(environment, service, address, authorities, settings);
            await app.StartAsync();
            await app.StopAsync();
            return "started";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
