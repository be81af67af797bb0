using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Protection;

/// <summary>The registry with an ear on everything that it writes into logs and traces.</summary>
public sealed class ListeningHost : ImportHost
{
    private readonly ActivityListener _listener;

    public ListeningHost()
    {
        Settings = new Dictionary<string, string>(base.Settings)
        {
            ["Logging:LogLevel:Microsoft"] = "Debug",
            ["Logging:LogLevel:Npgsql"] = "Debug",
            ["Logging:LogLevel:System"] = "Debug",
            ["Logging:LogLevel:PovertyPlatform"] = "Trace",
        };
        _listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Spans.Add(string.Join('\n', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
                .Concat(activity.Events.SelectMany(@event => @event.Tags.Select(tag => $"{tag.Key}={tag.Value}"))).Concat(activity.Baggage.Select(item => $"{item.Key}={item.Value}"))
                .Prepend($"{activity.OperationName} {activity.DisplayName} {activity.StatusDescription}"))),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ConcurrentBag<string> Lines { get; } = [];

    public ConcurrentBag<string> Spans { get; } = [];

    protected override IReadOnlyDictionary<string, string> Settings { get; }

    protected override void Configure(IServiceCollection services) => services.AddLogging(logging => logging.AddProvider(new Ear(Lines)));

    public override async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await base.DisposeAsync();
    }

    private sealed class Ear(ConcurrentBag<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Add($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

/// <summary>A number, a telephone and a name that exist once in the world go through import, search, reveal and findings, and are looked for where they must not be.</summary>
public class CanaryTests(ListeningHost host) : IClassFixture<ListeningHost>
{
    private const string Number = "015190987654";
    private const string Doubled = "015190987655";
    private const string Telephone = "0987000321";
    private const string Name = "Khuất Quỳnh Hương";

    [Fact]
    public async Task PersonalData_StaysOutOfLogsTracesEventsAndTheTrail_AndNumbersStandNowhereInClear()
    {
        await host.Clear();
        var job = await host.Import(List(), "danh-sach.csv", onFaults: "skip");
        Assert.Equal("done", job.GetProperty("state").GetString());
        Assert.Contains(Number, string.Concat((await host.Findings(job, "all")).Select(finding => finding.GetRawText())), StringComparison.Ordinal);
        using (var marked = await host.Officer.GetAsync($"/v1/imports/{job.GetProperty("id").GetGuid()}/marked", Ct))
            Assert.Contains(Number, await marked.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var found = await Post("search", new { identityNumber = Number });
        var id = Assert.Single(found.GetProperty("matches").EnumerateArray()).GetProperty("householdId").GetGuid();
        var shown = (await Post($"{id}/reveal", new { purpose = "correction" })).GetRawText();
        Assert.All([Number, Telephone, Name], canary => Assert.Contains(canary, shown, StringComparison.Ordinal));
        await (await host.Officer.PostAsJsonAsync("/v1/households/search", new { identityNumber = $"{Number}x" }, Ct)).Content.ReadAsStringAsync(Ct);

        Assert.NotEmpty(host.Lines);
        Assert.NotEmpty(host.Spans);
        string[] canaries = [Number, Doubled, Telephone, Name];
        foreach (var canary in canaries)
        {
            Assert.DoesNotContain(host.Lines, line => line.Contains(canary, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(host.Spans, span => span.Contains(canary, StringComparison.OrdinalIgnoreCase));
        }

        var clear = await host.Holding(Number, Doubled, Telephone);
        Assert.Empty(clear);
        Assert.Equal(["household", "member"], await host.Holding(Name));
        // The search looks where it says: a name that is there is found, in text and in bytes.
        Assert.Contains("messaging.outbox_message", await host.Holding(ImportHost.Commune));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<System.Text.Json.JsonElement> Post(string path, object body) => await (await host.Officer.PostAsJsonAsync($"/v1/households/{path}", body)).ShouldBeOk();

    /// <summary>One household with all canaries, one whose number stands twice, and one with the number in the wrong column.</summary>
    private static byte[] List()
    {
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, HouseholdSamples.Make(5), change: (household, member, cells) =>
        {
            if (member != 0)
                return;
            (cells[2], cells[7]) = household.Number == 1 ? (Name, Number) : (cells[2], cells[7]);
            cells[7] = household.Number is 2 or 3 ? Doubled : cells[7];
            cells[5] = household.Number == 4 ? Number : cells[5];
        });
        var lines = Encoding.UTF8.GetString(csv.ToArray()).TrimEnd().Split("\r\n");
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines.Select((line, at) => line + (at switch { 0 => ";Số điện thoại", 1 => $";{Telephone}", _ => ";" }))) + "\r\n");
    }
}
