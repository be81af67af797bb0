using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;

namespace PovertyPlatform.GatewayTests.Pages;

public sealed partial class PageTests(GatewayHost host, PageTests.ProductionHost production) : IClassFixture<GatewayHost>, IClassFixture<PageTests.ProductionHost>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HomePage_SpeaksBothLanguages_AndLoadsNothing()
    {
        var answer = await host.ClientFor(null).GetAsync("/", Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Nền tảng giảm nghèo", page, StringComparison.Ordinal);
        Assert.Contains("Poverty reduction platform", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/docs\"", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(External(), page);
    }

    [Fact]
    public async Task ApiPages_ListEveryService_AndLoadFromHereOnly()
    {
        var client = host.ClientFor(null);
        var answer = await client.GetAsync("/docs/", Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        foreach (var service in new[] { "household", "support", "reporting", "partner", "identity" })
            Assert.Contains($"{service}/openapi/v1.json", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(External(), page);
        Assert.Contains("connect-src 'self'", string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        foreach (Match script in Script().Matches(page))
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(new Uri(host.Address, "/docs/"), script.Groups[1].Value), Ct)).StatusCode);
    }

    [Theory]
    [InlineData("/docs")]
    [InlineData("/docs/")]
    [InlineData("/household/openapi/v1.json")]
    public async Task Production_HasNoApiPages(string path) => Assert.Equal(HttpStatusCode.NotFound, (await production.ClientFor(null).GetAsync(path, Ct)).StatusCode);

    [Fact]
    public async Task ProductionHomePage_NamesNoApiPages() => Assert.DoesNotContain("/docs", await production.ClientFor(null).GetStringAsync("/", Ct), StringComparison.Ordinal);

    [GeneratedRegex("(src|href)=[\"']?(https?:)?//")]
    private static partial Regex External();

    [GeneratedRegex("(?:src|import .*from)\\s*=?\\s*[\"']([^\"']+\\.js)[\"']")]
    private static partial Regex Script();

    public sealed class ProductionHost : GatewayHost
    {
        protected override string EnvironmentName => "Production";

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Transport:PlainInside", "true");
        }
    }
}
