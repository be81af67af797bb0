using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.ReportingServiceTests.Reports;

/// <summary>The reporting service on an afternoon that the test moves.</summary>
public sealed class AfternoonHost : ServiceHost<Program>
{
    public AfternoonHost()
        : base("reportingdb") => Clock = Now;

    /// <summary>22:00 in Viet Nam.</summary>
    public FakeTimeProvider Now { get; } = new(new DateTimeOffset(2026, 11, 24, 15, 0, 0, TimeSpan.Zero));
}

/// <summary>What leaves in a day is bounded, counted in the database, and told.</summary>
public class DailyBudgetTests(AfternoonHost host) : IClassFixture<AfternoonHost>
{
    private const string Workbook = "/v1/reports/1.xlsx?areaCode=04492";

    [Fact]
    public async Task SpentBudget_RefusesUntilMidnight_AndTellsOnce()
    {
        var alarms = new ConcurrentQueue<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "access.budget.alarms")
                listening.EnableMeasurementEvents(instrument);
        }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => alarms.Enqueue($"{tags[0].Value} {tags[1].Value}"));
        listener.Start();

        var officer = TestActors.Officer with { Id = "officer-taking-much" };
        await Used(officer.Id, 198);
        Assert.Equal(HttpStatusCode.OK, await Ask(officer));
        Assert.Empty(alarms);
        Assert.Equal(HttpStatusCode.OK, await Ask(officer));
        Assert.Equal(["reports much"], alarms);

        await Used(officer.Id, 399);
        Assert.Equal(HttpStatusCode.OK, await Ask(officer));
        using var refused = await Send(officer);
        await refused.ShouldBeRefused(HttpStatusCode.TooManyRequests, "daily-budget-spent");
        Assert.Equal(TimeSpan.FromHours(2), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.TooManyRequests, await Ask(officer));
        Assert.Equal(["reports much", "reports spent"], alarms);

        // Others go on, what is read page by page goes on, and after midnight the day is a new one.
        Assert.Equal(HttpStatusCode.OK, await Ask(TestActors.Officer with { Id = "officer-beside" }));
        using var reader = host.ClientFor(officer);
        await (await reader.GetAsync("/v1/reports/1?areaCode=04492", TestContext.Current.CancellationToken)).ShouldBeOk();
        host.Now.Advance(TimeSpan.FromHours(2));
        Assert.Equal(HttpStatusCode.OK, await Ask(officer));
    }

    [Fact]
    public async Task RequestsAtOnce_NeverGetMoreThanTheBudget()
    {
        var officer = TestActors.Officer with { Id = "officer-in-a-hurry" };
        await Used(officer.Id, 390);
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Ask(officer)));
        Assert.Equal(10, answers.Count(status => status == HttpStatusCode.OK));
        Assert.Equal(20, answers.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    private async Task<HttpStatusCode> Ask(TestActor actor) => (await Send(actor)).StatusCode;

    private async Task<HttpResponseMessage> Send(TestActor actor)
    {
        using var client = host.ClientFor(actor);
        return await client.GetAsync(Workbook);
    }

    // As another instance, or this one before a restart, has left it.
    private Task<long> Used(string caller, long units) => host.Scalar<long>(
        "insert into access.daily_use as known values ($1, 'reports', $2, $3) on conflict (caller, purpose, day) do update set units = excluded.units returning units",
        caller, DateOnly.FromDateTime(host.Now.GetUtcNow().AddHours(7).DateTime), units);
}
