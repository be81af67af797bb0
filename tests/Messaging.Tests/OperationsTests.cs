using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.Messaging;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>What an operator sees and does.</summary>
[Collection(RunningStage.Name)]
public sealed class OperationsTests(RunningStage stage) : IAsyncLifetime
{
    private const string Faults = $"/v1/operations/queues/{RunningStage.Business}/faults";
    private readonly HttpClient _consumer = RunningStage.ClientOf(stage.Consumer, TestActors.Operator);
    private readonly HttpClient _producer = RunningStage.ClientOf(stage.Producer, TestActors.Operator);

    [Theory]
    [InlineData("GET", "/v1/operations/queues")]
    [InlineData("GET", Faults)]
    [InlineData("POST", $"{Faults}/replay")]
    [InlineData("POST", $"{Faults}/discard")]
    [InlineData("POST", "/v1/operations/replays")]
    [InlineData("GET", "/v1/operations/replays/01999999-0000-7000-8000-000000000001")]
    [InlineData("DELETE", "/v1/operations/replays/01999999-0000-7000-8000-000000000001")]
    public async Task CallerWithoutTheScope_IsRefused(string method, string path)
    {
        foreach (var (actor, status) in new (TestActor?, HttpStatusCode)[]
                 { (null, HttpStatusCode.Unauthorized), (TestActors.Everything.Without(Scopes.OperationsManage), HttpStatusCode.Forbidden) })
        {
            using var client = RunningStage.ClientOf(stage.Consumer, actor);
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
            Assert.Equal(status, (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    [Fact]
    public async Task FaultedEvent_IsListedMasked_AndHandledWhenReplayed()
    {
        var broken = true;
        var decided = Stage.Event(Guid.CreateVersion7(), 1, "Giàng Thị Bịa, 012345678901");
        stage.Script.On(decided.SubjectId, _ => { if (broken) throw new InvalidOperationException(); });
        await Publish(decided);
        var fault = await Eventually.Get(() => Find(decided.EventId), found => found is not null);
        Assert.Equal("InvalidOperationException", fault!.Value.GetProperty("reason").GetString());
        Assert.Equal("04492", fault.Value.GetProperty("communeCode").GetString());
        Assert.Equal("•••", fault.Value.GetProperty("body").GetProperty("note").GetString());
        Assert.Equal("Low", fault.Value.GetProperty("body").GetProperty("level").GetString());
        Assert.NotNull(await Find(decided.EventId));

        broken = false;
        var replayed = await (await _consumer.PostAsJsonAsync($"{Faults}/replay", new { shelf = "Error", messageId = decided.EventId }, TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal(1, replayed.GetProperty("replayed").GetInt32());
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
        Assert.Null(await Find(decided.EventId));
        Assert.Equal(1L, await Audited("fault.replay", decided.EventId));
        Assert.Equal(0L, await Stage.Ask<long>(stage.ConsumerData, "select events - 1 from probe.newest where subject_id = $1", decided.SubjectId));
    }

    [Fact]
    public async Task ReplayOfAll_TakesWhatLiesThere_AndNotWhatFailsAgain()
    {
        var events = Enumerable.Range(0, 12).Select(_ => Stage.Event(Guid.CreateVersion7(), 1)).ToList();
        var broken = true;
        foreach (var decided in events)
            stage.Script.On(decided.SubjectId, _ => { if (broken) throw new InvalidOperationException(); });
        stage.Script.On(events[3].SubjectId, _ => throw new InvalidOperationException());
        await Publish([.. events]);
        await Eventually.Equals(12L, () => stage.Ready($"{RunningStage.Business}_error"));
        broken = false;
        var replayed = await (await _consumer.PostAsJsonAsync($"{Faults}/replay", new { shelf = "Error" }, TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Equal(12, replayed.GetProperty("replayed").GetInt32());
        await Eventually.Equals(11L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", events.Select(decided => decided.SubjectId).ToArray()));
        Assert.NotNull(await Eventually.Get(() => Find(events[3].EventId), found => found is not null));
        await Discard(events[3].EventId);
    }

    [Fact]
    public async Task FaultsArePaged_WithoutLossOrRepetition()
    {
        var events = Enumerable.Range(0, 7).Select(_ => Stage.Event(Guid.CreateVersion7(), 1)).ToList();
        foreach (var decided in events)
            stage.Script.On(decided.SubjectId, _ => throw new InvalidOperationException());
        await Publish([.. events]);
        await Eventually.Equals(7L, () => stage.Ready($"{RunningStage.Business}_error"));
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await (await _consumer.GetAsync($"{Faults}?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}", TestContext.Current.CancellationToken)).ShouldBeOk();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("messageId").GetGuid()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        Assert.Equal(events.Select(decided => decided.EventId).Order(), seen.Order());
        foreach (var decided in events)
            await Discard(decided.EventId);
        Assert.Equal(0, await stage.Ready($"{RunningStage.Business}_error"));
    }

    [Fact]
    public async Task Discard_WithoutReason_IsRefused_WithReason_IsAudited()
    {
        var decided = Stage.Event(Guid.CreateVersion7(), 1);
        stage.Script.On(decided.SubjectId, _ => throw new InvalidOperationException());
        await Publish(decided);
        await Eventually.Get(() => Find(decided.EventId), found => found is not null);
        await (await _consumer.PostAsJsonAsync($"{Faults}/discard", new { shelf = "Error", messageId = decided.EventId, reason = " " }, TestContext.Current.CancellationToken))
            .ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await _consumer.PostAsJsonAsync($"{Faults}/discard", new { shelf = "Error", messageId = Guid.CreateVersion7(), reason = "x" }, TestContext.Current.CancellationToken))
            .ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await Discard(decided.EventId);
        Assert.Null(await Find(decided.EventId));
        Assert.Equal(1L, await Audited("fault.discard", decided.EventId));
        Assert.Equal(0, await stage.Effects(decided.SubjectId));
    }

    [Theory]
    [InlineData("/v1/operations/queues/echo.unknown/faults", HttpStatusCode.NotFound, "not-found")]
    [InlineData($"{Faults}?limit=0", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData($"{Faults}?cursor=zzz", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData($"{Faults}?cursor=99999999999999999999.1", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData($"{Faults}?shelf=attic", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task BadQuestion_IsRefused(string path, HttpStatusCode status, string code) =>
        await (await _consumer.GetAsync(path, TestContext.Current.CancellationToken)).ShouldBeRefused(status, code);

    [Fact]
    public async Task Queues_TellWhatWaits()
    {
        var queues = await (await _consumer.GetAsync("/v1/operations/queues", TestContext.Current.CancellationToken)).ShouldBeOk();
        var business = Assert.Single(queues.EnumerateArray(), queue => queue.GetProperty("queue").GetString() == RunningStage.Business);
        Assert.Equal("event:probe:thing-decided:v1", business.GetProperty("contract").GetString());
        Assert.Equal(1, business.GetProperty("consumers").GetInt32());
    }

    [Fact]
    public async Task WholeDayReplayed_ChangesNothing()
    {
        var events = Enumerable.Range(0, 700).Select(_ => Stage.Event(Guid.CreateVersion7(), 1)).ToArray();
        var subjects = events.Select(decided => decided.SubjectId).ToArray();
        await Publish(events);
        await Eventually.Equals(700L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.newest where subject_id = any($1)", subjects));
        await Eventually.Equals(700L, () => Stage.Ask<long>(stage.ConsumerData, "select count(*) from probe.effect where subject_id = any($1)", subjects));
        const string Everything = """
            select md5(string_agg(line, '|' order by line)) from (
              select concat_ws(',', 'effect', event_id, subject_id, version) as line from probe.effect
              union all select concat_ws(',', 'newest', subject_id, version, level, events) from probe.newest) lines
            """;
        var answersBefore = await Stage.Ask<long>(stage.ConsumerData, "select count(*) from messaging.outbox_message");
        var before = await Stage.Ask<string>(stage.ConsumerData, Everything);
        foreach (var queue in new[] { RunningStage.Business, RunningStage.Projection })
        {
            var day = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
            var response = await _producer.PostAsJsonAsync("/v1/operations/replays",
                new { queue, contract = "event:probe:thing-decided:v1", fromDay = day.AddDays(-1), toDay = day, reason = "proof" }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            var done = await Eventually.Get(async () => await (await _producer.GetAsync(response.Headers.Location, TestContext.Current.CancellationToken)).ShouldBeOk(),
                replay => replay.GetProperty("state").GetString() == "done");
            Assert.True(done.GetProperty("sent").GetInt64() >= 700);
            await Eventually.Equals(0L, () => stage.Ready(queue));
            Assert.Equal(1L, await Stage.Ask<long>(stage.ProducerData, "select count(*) from audit.entry where action = 'replay.start' and subject_id = $1", done.GetProperty("id").GetGuid()));
        }

        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(before, await Stage.Ask<string>(stage.ConsumerData, Everything));
        Assert.Equal(answersBefore, await Stage.Ask<long>(stage.ConsumerData, "select count(*) from messaging.outbox_message"));
    }

    [Theory]
    [InlineData("echo.unknown", "event:probe:thing-decided:v1", 0, "x", "queue")]
    [InlineData("echo.newest_error", "event:probe:thing-decided:v1", 0, "x", "queue")]
    [InlineData("echo.newest", "event:echo:thing-answered:v1", 0, "x", "contract")]
    [InlineData("echo.newest", "event:probe:thing-decided:v1", -1, "x", "toDay")]
    [InlineData("echo.newest", "event:probe:thing-decided:v1", 0, "", "reason")]
    public async Task WrongReplay_IsRefused(string queue, string contract, int days, string reason, string field)
    {
        var day = new DateOnly(2026, 11, 24);
        var problem = await (await _producer.PostAsJsonAsync("/v1/operations/replays", new { queue, contract, fromDay = day, toDay = day.AddDays(days), reason }, TestContext.Current.CancellationToken))
            .ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(field, problem.GetProperty("faults")[0].GetProperty("field").GetString());
    }

    public async ValueTask InitializeAsync() => await stage.EmptyShelf();

    public ValueTask DisposeAsync()
    {
        _consumer.Dispose();
        _producer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement?> Find(Guid eventId)
    {
        var page = await (await _consumer.GetAsync($"{Faults}?limit=500", TestContext.Current.CancellationToken)).ShouldBeOk();
        foreach (var item in page.GetProperty("items").EnumerateArray())
            if (item.GetProperty("messageId").GetGuid() == eventId)
                return item;
        return null;
    }

    private async Task Discard(Guid eventId) => await (await _consumer.PostAsJsonAsync(
        $"{Faults}/discard", new { shelf = "Error", messageId = eventId, reason = "invented for a test" }, TestContext.Current.CancellationToken)).ShouldBeOk();

    private Task<long> Audited(string action, Guid message) =>
        Stage.Ask<long>(stage.ConsumerData, "select count(*) from audit.entry where action = $1 and subject_id = $2 and actor_id = 'operator'", action, message);

    private async Task Publish(params ThingDecided[] events)
    {
        await using var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await OutboxCopy.Write(connection, events, TestContext.Current.CancellationToken);
    }
}
