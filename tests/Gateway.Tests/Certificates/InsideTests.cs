using System.Net;
using Microsoft.AspNetCore.Hosting;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests.Certificates;

/// <summary>Behind the gateway only who shows a certificate of the configured authority, for its name and for today, is spoken to; over real sockets.</summary>
public sealed class InsideTests(InsideTests.TlsHost host) : IClassFixture<InsideTests.TlsHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CertificateOfTheAuthority_IsTaken_AndTheKeysOfTokensComeTheSameWay()
    {
        var echo = await Echo.Of(await host.ClientFor(TestActors.Officer).GetAsync("/household/v1/households", Ct));
        Assert.Equal(("household", "/v1/households"), (echo.Service, echo.Target));
    }

    [Theory]
    [InlineData("reporting", "another authority")]
    [InlineData("support", "another name")]
    [InlineData("partner", "plain HTTP only")]
    public async Task AnotherCertificate_OrNone_IsNotSpokenTo(string service, string _)
    {
        var actor = TestActors.Everything with { Id = $"caller-{service}" };
        await (await host.ClientFor(actor).GetAsync($"/{service}/v1/x", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Empty(host.Of(service).Received);
    }

    [Fact]
    public async Task ExpiredCertificate_IsNotSpokenTo()
    {
        await using var expired = new TlsHost(new InventedAuthority("Invented authority"), until: DateTimeOffset.UtcNow.AddHours(-1));
        await expired.InitializeAsync();
        await (await expired.ClientFor(TestActors.Officer).GetAsync("/household/v1/households", Ct)).ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Empty(expired.Household.Received);
    }

    public sealed class TlsHost : GatewayHost, IAsyncLifetime
    {
        private readonly string _authorities = Path.GetTempFileName();
        private readonly FakeService _support, _partner = new("partner");

        public TlsHost()
            : this(new InventedAuthority("Invented authority"))
        {
        }

        internal TlsHost(InventedAuthority authority, DateTimeOffset? until = null)
        {
            File.WriteAllText(_authorities, authority.Pem);
            Household = new FakeService("household", certificate: authority.Issue(until: until));
            Identity = new FakeService("identity", certificate: authority.Issue());
            Reporting = new FakeService("reporting", certificate: new InventedAuthority("Invented authority").Issue());
            _support = new FakeService("support", certificate: authority.Issue("other.example"));
        }

        public FakeService Of(string service) => service switch { "reporting" => Reporting, "support" => _support, _ => _partner };

        public new async ValueTask InitializeAsync()
        {
            await _support.Start();
            await _partner.Start();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await _support.DisposeAsync();
            await _partner.DisposeAsync();
            File.Delete(_authorities);
            GC.SuppressFinalize(this);
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Transport:Authorities", _authorities);
            builder.UseSetting("services:household:https:0", Household.Url);
            builder.UseSetting("services:identity:https:0", Identity.Url);
            builder.UseSetting("services:reporting:https:0", Reporting.Url);
            builder.UseSetting("services:support:https:0", _support.Url);
            builder.UseSetting("services:partner:http:0", _partner.Url);
        }
    }
}
