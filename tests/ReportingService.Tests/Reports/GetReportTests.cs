using System.Net;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.ReportingServiceTests.Reports;

public class GetReportTests(ReportingHost host) : IClassFixture<ReportingHost>
{
    private static readonly DateOnly Decided = new(2026, 11, 20);

    [Fact]
    public async Task EventsArrived_ReportStatesThemFromTheirDayOn()
    {
        const string commune = "04492";
        var households = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        await host.Database.Tell([
            .. households[..3].Select(id => Told.Recognised(id, 1, PovertyClass.Poor, 4, new DateOnly(2025, 12, 10))),
            Told.Population(commune, 2025, new DateOnly(2025, 12, 1), 90, 400),
            Told.Population(commune, 2026, new DateOnly(2026, 11, 1), 100, 450),
            Told.Recognised(households[0], 2, PovertyClass.NotPoor, 5, Decided, previous: PovertyClass.Poor),
            Told.Recognised(households[3], 1, PovertyClass.NearPoor, 3, Decided),
            Told.Recognised(households[4], 1, PovertyClass.Poor, 6, Decided),
            Told.Withdrawn(households[4], 2, PovertyClass.Poor, 6, new DateOnly(2026, 11, 22)),
            Told.List(commune, Decided, 3, 1, escaped: 1),
            Told.List(commune, new DateOnly(2026, 11, 22), 2, 1, escaped: 1),
        ]);

        var client = host.ClientFor(TestActors.Officer);
        var newest = await Eventually.Get(() => Values(client, commune, "2026-11-23"), values => values.StartsWith("100,450,2,2,1,", StringComparison.Ordinal));
        Assert.Equal("100,450,2,2,1,1,0,0,8,1.78,3,0.67,0,0", newest);
        Assert.Equal("100,450,3,3,1,1,0,0,14,3.11,3,0.67,0,0", await Values(client, commune, "2026-11-21"));
        Assert.Equal("90,400,3,3.33,0,0,0,0,12,3,0,0,0,0", await Values(client, commune, "2025-12-31"));
        Assert.Equal("null,null,0,null,0,null,0,null,0,null,0,null,0,null", await Values(client, commune, "2025-07-01"));

        var row = (await (await client.GetAsync($"/v1/reports/1?areaCode={commune}&on=2026-11-23", TestContext.Current.CancellationToken)).ShouldBeOk()).GetProperty("rows")[0];
        Assert.True(row.GetProperty("decision").GetProperty("agrees").GetBoolean());
    }

    [Theory]
    [InlineData("15", "2026-11-24", HttpStatusCode.Forbidden, "area-outside")]
    [InlineData("02647", "2026-11-24", HttpStatusCode.Forbidden, "area-outside")]
    [InlineData("1", "2026-11-24", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("99999", "2026-11-24", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("04492", "1999-01-01", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("04492", "yesterday", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("0449'", "2026-11-24", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task WrongAreaOrDate_IsRefused(string area, string on, HttpStatusCode status, string code) =>
        await (await host.ClientFor(TestActors.Officer).GetAsync($"/v1/reports/1?areaCode={Uri.EscapeDataString(area)}&on={on}", TestContext.Current.CancellationToken)).ShouldBeRefused(status, code);

    [Fact]
    public async Task UnknownReport_IsRefused() => await (await host.ClientFor(TestActors.ProvinceOfficer).GetAsync("/v1/reports/99?areaCode=15", TestContext.Current.CancellationToken))
        .ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Theory]
    [InlineData("/v1/reports/1?areaCode=15")]
    [InlineData("/v1/reports/1.xlsx?areaCode=15")]
    [InlineData("/v1/reports")]
    public async Task EveryOtherScope_IsRefused(string path)
    {
        Task<HttpResponseMessage> Ask(TestActor? actor) => host.ClientFor(actor).GetAsync(path, TestContext.Current.CancellationToken);
        await (await Ask(TestActors.Everything.Without(Scopes.ReportsRead))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Ask(TestActors.Bank)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-invalid");
        await (await Ask(null)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");
        await (await Ask(TestActors.Everything.With(Scopes.ReportsRead, Scopes.FiguresExact))).ShouldBeOkStatus();
    }

    private static async Task<string> Values(HttpClient client, string area, string on)
    {
        var report = await (await client.GetAsync($"/v1/reports/1?areaCode={area}&on={on}")).ShouldBeOk();
        return string.Join(',', report.GetProperty("rows")[0].GetProperty("values").EnumerateArray().Select(value => value.GetRawText()));
    }
}
