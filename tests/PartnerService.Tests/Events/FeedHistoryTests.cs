using System.Net;
using Npgsql;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Events;

[Collection(QuietHost.OneAtTheFeed)]
public class FeedHistoryTests(QuietHost host)
{
    private readonly string _commune = Told.NewCommune();

    public static TheoryData<string> ForeignPlaces => ["another history", "a position this history never reached"];

    [Theory]
    [MemberData(nameof(ForeignPlaces))]
    public async Task PlaceOfAnotherHistory_IsNoticedAndLedBack(string why)
    {
        var id = await Append();
        var client = new FeedClient(host.ClientFor(Told.BankOf(_commune)));
        await client.PollAll();
        Assert.True(FeedCursor.TryRead(client.Place, out var place));
        var foreign = why == "another history" ? place with { History = ~place.History } : place with { Tx = place.Tx + 1_000_000 };

        using var answer = await host.ClientFor(Told.BankOf(_commune)).GetAsync($"/v1/events?after={foreign}", TestContext.Current.CancellationToken);
        await answer.ShouldBeRefused(HttpStatusCode.Gone, "feed-restored");
        client.Place = Assert.Single(answer.Headers.GetValues("Feed-Next"));
        Assert.Equal(id.ToString(), Assert.Single(await client.PollAll()).Id);
    }

    [Fact]
    public async Task PlaceOlderThanWhatIsKept_IsRefusedInsteadOfSkipping()
    {
        var id = await Append();
        var client = new FeedClient(host.ClientFor(Told.BankOf(_commune)));
        await client.PollAll();
        Assert.True(FeedCursor.TryRead(client.Place, out var place));
        using var answer = await host.ClientFor(Told.BankOf(_commune))
            .GetAsync($"/v1/events?after={place with { Day = place.Day.AddDays(-401) }}", TestContext.Current.CancellationToken);
        await answer.ShouldBeRefused(HttpStatusCode.Gone, "feed-expired");
        client.Place = Assert.Single(answer.Headers.GetValues("Feed-Next"));
        Assert.Equal(id.ToString(), Assert.Single(await client.PollAll()).Id);
    }

    [Fact]
    public async Task NewEpoch_IsAnotherHistory()
    {
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var undone = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var before = await Value<byte[]>(connection, "select feed_history()");
        await Value<object>(connection, "insert into feed_epoch (reason) values ('restored') returning 1");
        Assert.NotEqual(before, await Value<byte[]>(connection, "select feed_history()"));
    }

    [Fact]
    public async Task OpenWriter_HoldsBackOnlyWhatIsNotCertain()
    {
        await using var early = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var running = await early.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var late = await Told.Append(early, _commune);
        Guid first;
        await using (var another = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken))
            first = await Told.Append(another, _commune);
        var feed = new FeedReader(host.Database, new FeedOptions());
        var filter = new FeedFilter(Told.AreaOf(_commune), [], []);

        var waiting = await feed.Read(null, filter, 10, TestContext.Current.CancellationToken);
        Assert.Empty(waiting.Rows);
        await running.CommitAsync(TestContext.Current.CancellationToken);
        var page = await Eventually.Get(() => feed.Read(waiting.Next, filter, 10, CancellationToken.None), read => read.Rows.Count == 2);
        Assert.Equal([late, first], page.Rows.Select(row => row.EventId));
    }

    [Fact]
    public async Task Days_AreMadeAheadFilledAndDropped()
    {
        await using var connection = await host.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var undone = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        // A line that came before its day's partition, and a day long past.
        await Value<object>(connection, """
            insert into feed_event (province_code, commune_code, recorded_on, event_id, type, subject_id, version, occurred_at, data)
            values ('15', '04492', (now() at time zone 'UTC')::date + 20, gen_random_uuid(), 't', gen_random_uuid(), 1, now(), '{}') returning 1
            """);
        await Value<object>(connection, "select 1 from ensure_feed_day((now() at time zone 'UTC')::date - 500)");
        Assert.Equal(1, await Value<int>(connection, "select keep_feed_days(21, 400)"));
        Assert.Equal(0, await Value<long>(connection, "select count(*) from feed_event_rest"));
        Assert.Equal(1, await Value<long>(connection, "select count(*) from feed_event where recorded_on = (now() at time zone 'UTC')::date + 20"));
    }

    private Task<Guid> Append() => host.Append(_commune);

    private static async Task<T> Value<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
