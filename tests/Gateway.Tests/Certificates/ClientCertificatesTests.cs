using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Options;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests.Certificates;

public sealed class ClientCertificatesTests(CertificateHost host) : IClassFixture<CertificateHost>
{
    [Fact]
    public async Task BoundClient_ComesInWithItsCertificate()
    {
        var known = await CertificateHost.Ask(host.Banks, CertificateHost.Known, host.KnownCertificate);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Contains("max-age=31536000", string.Join(' ', known.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        Assert.Equal("https", (await Echo.Of(known)).Headers["x-forwarded-proto"]);
        Assert.Equal(HttpStatusCode.OK, (await CertificateHost.Ask(host.Banks, CertificateHost.Certified, host.SignedCertificate)).StatusCode);
    }

    [Fact]
    public async Task BoundClient_WithoutItsCertificate_IsRefusedEverywhere()
    {
        await (await CertificateHost.Ask(host.Officers, CertificateHost.Known, null)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-missing");
        await (await CertificateHost.Ask(host.Officers, CertificateHost.Certified, null)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-missing");
    }

    [Fact]
    public async Task CertificateOfAnother_IsForeign()
    {
        var before = host.Household.Received.Count;
        await (await CertificateHost.Ask(host.Banks, CertificateHost.Known, host.SignedCertificate)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-foreign");
        await (await CertificateHost.Ask(host.Banks, CertificateHost.Certified, host.KnownCertificate)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-foreign");
        await (await CertificateHost.Ask(host.Banks, TestActors.Officer, host.KnownCertificate)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-foreign");
        Assert.Equal(before, host.Household.Received.Count);
    }

    [Fact]
    public async Task SubjectThatNobodySigned_IsForeign()
    {
        using var pretender = CertificateHost.SelfMade("CN=bank-signed");
        await (await CertificateHost.Ask(host.Banks, CertificateHost.Certified, pretender)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-foreign");
    }

    [Fact]
    public async Task ExpiredCertificate_IsForeign() =>
        await (await CertificateHost.Ask(host.Banks, CertificateHost.Known, host.ExpiredCertificate)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-foreign");

    [Fact]
    public async Task AddressForBanks_AsksForACertificateBeforeAnything() =>
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CertificateHost.Ask(host.Banks, CertificateHost.Known, null));

    [Fact]
    public async Task ForgedCertificateHeader_IsNoCertificate()
    {
        using var client = new HttpClient { BaseAddress = host.Officers };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/household/v1/x");
        request.Headers.Add("Authorization", $"Bearer {TestTokens.For(CertificateHost.Known)}");
        request.Headers.Add("X-Forwarded-Client-Cert", $"Hash={host.KnownCertificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256)}");
        request.Headers.Add("X-ARR-ClientCert", Convert.ToBase64String(host.KnownCertificate.RawData));
        await (await client.SendAsync(request, TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.Forbidden, "certificate-missing");
    }

    [Fact]
    public async Task UnboundClient_NeedsNone() => Assert.Equal(HttpStatusCode.OK, (await CertificateHost.Ask(host.Officers, TestActors.Officer, null)).StatusCode);

    [Theory]
    [InlineData("Fingerprints:0", "abc")]
    [InlineData("Subject", "CN=without authorities")]
    [InlineData("Subject", "")]
    public async Task BindingThatCannotHold_StopsTheStart(string setting, string value)
    {
        await using var wrong = new WrongHost(setting, value);
        await Assert.ThrowsAsync<OptionsValidationException>(async () => await wrong.InitializeAsync());
    }

    private sealed class WrongHost(string setting, string value) : GatewayHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting($"Gateway:Certificates:Clients:bank-wrong:{setting}", value);
        }
    }
}
