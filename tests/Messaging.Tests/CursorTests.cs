using CsCheck;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.Messaging;
using PovertyPlatform.Messaging.Outbox;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>The cursor passes no row that may still appear, whatever order transactions write and commit in.</summary>
public sealed class CursorTests(CursorTests.Log stage) : IClassFixture<CursorTests.Log>
{
    /// <summary>What a cursor on the position alone would read: the mistake that the guard prevents.</summary>
    private const string NaiveSql = "select message_id, position from messaging.outbox_message where lane = $1 and position > $2 order by position";

    [Fact]
    public async Task LateCommit_IsLostByTheNaiveCursor_AndKeptByTheGuardedOne()
    {
        var subject = Guid.CreateVersion7();
        var lane = Lane.BulkOf(subject);
        await using var first = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var second = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var reading = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var cursor = await Begin(reading, lane);
        var naive = await Stage.Ask<long>(stage.ProducerData, "select coalesce(max(position), 0) from messaging.outbox_message");

        var slow = await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await OutboxCopy.Write(first, [Stage.Event(subject, 1)], TestContext.Current.CancellationToken);
        await OutboxCopy.Write(second, [Stage.Event(subject, 2)], TestContext.Current.CancellationToken);

        var (naiveFirst, naiveEnd) = await ReadNaive(lane, naive);
        Assert.Equal(1, naiveFirst);
        Assert.Empty(await Read(reading, cursor));
        await slow.CommitAsync(TestContext.Current.CancellationToken);
        var (naiveSecond, _) = await ReadNaive(lane, naiveEnd);
        Assert.Equal(0, naiveSecond);
        var read = await Eventually.Get(() => Read(reading, cursor), rows => rows.Count > 0);
        Assert.Equal([1L, 2L], read.Select(row => row.Position - naive));
    }

    [Fact]
    public async Task OpenReader_HoldsNobodyUp()
    {
        var subject = Guid.CreateVersion7();
        await using var reader = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var snapshot = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, TestContext.Current.CancellationToken);
        await using (var look = new NpgsqlCommand("select count(*) from messaging.outbox_message", reader))
            await look.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await using var reading = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var cursor = await Begin(reading, Lane.BulkOf(subject));
        await using (var writing = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken))
            await OutboxCopy.Write(writing, [Stage.Event(subject, 1)], TestContext.Current.CancellationToken);
        Assert.Single(await Eventually.Get(() => Read(reading, cursor), rows => rows.Count > 0));
    }

    [Fact]
    public async Task Advance_NeverGoesBack()
    {
        await using var connection = await stage.ProducerData.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var reader = new OutboxReader(connection);
        var lane = new LaneState(3);
        await reader.Advance([Row(lane, 50, 7)], TestContext.Current.CancellationToken);
        await reader.Advance([Row(lane, 49, 99)], TestContext.Current.CancellationToken);
        await reader.Advance([Row(lane, 50, 6)], TestContext.Current.CancellationToken);
        await reader.Rewind([lane], TestContext.Current.CancellationToken);
        Assert.Equal((50ul, 7L), (lane.Tx, lane.Position));
    }

    /// <summary>Writers begin, write, commit, roll back in any order while a reader takes rounds of any size: it sees every committed row once, a subject's in order.</summary>
    [Fact]
    public async Task AnyInterleaving_IsReadCompletelyOnceAndInOrder() => await Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9]).List[10, 40].SampleAsync(
        async steps => Assert.Equal("", await Play(steps)), iter: 60, threads: 1, writeLine: _ => { });

    private async Task<string> Play(List<(int Writer, int Step)> steps)
    {
        var subjects = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var reading = await stage.ProducerData.OpenConnectionAsync();
        var reader = new OutboxReader(reading);
        var lanes = Enumerable.Range(Lane.Normal, Lane.Bulk).Select(lane => new LaneState((short)lane)).ToArray();
        foreach (var lane in lanes)
            await MoveToEnd(reading, lane);
        var writers = new (NpgsqlConnection Connection, NpgsqlTransaction? Open, List<Guid> Written)[4];
        for (var at = 0; at < writers.Length; at++)
            writers[at] = (await stage.ProducerData.OpenConnectionAsync(), null, []);
        var committed = new List<Guid>();
        var read = new List<RelayRow>();
        long version = 0;
        async Task Round(int most)
        {
            var rows = await reader.Read([.. lanes.Select(lane => (lane, most))], default);
            foreach (var row in rows)
                row.Lane.MoveTo(row);
            read.AddRange(rows);
        }

        async Task End(int at, bool commit)
        {
            if (writers[at].Open is not { } open)
                return;
            await (commit ? open.CommitAsync() : open.RollbackAsync());
            if (commit)
                committed.AddRange(writers[at].Written);
            writers[at] = (writers[at].Connection, null, []);
        }

        foreach (var (at, step) in steps)
        {
            if (step < 5)
            {
                writers[at].Open ??= await writers[at].Connection.BeginTransactionAsync();
                var message = Stage.Event(subjects[at], ++version);
                await OutboxCopy.Write(writers[at].Connection, [message], default);
                writers[at].Written.Add(message.EventId);
            }
            else if (step < 8)
            {
                await End(at, commit: step != 7);
            }
            else
            {
                await Round(step == 8 ? 1 : 100);
            }
        }

        for (var at = 0; at < writers.Length; at++)
        {
            await End(at, commit: true);
            await writers[at].Connection.DisposeAsync();
        }

        // Writers of other databases of this server hold the last rows back: a CREATE DATABASE of another test does so for seconds.
        for (var patience = 0; read.Count < committed.Count && patience < 1500; patience++)
        {
            var before = read.Count;
            await Round(3);
            if (before == read.Count)
                await Task.Delay(20);
        }

        await Round(100);

        if (!committed.Order().SequenceEqual(read.Select(row => row.MessageId).Order()))
            return $"{committed.Count} were committed, {read.Count} read";
        return read.GroupBy(row => row.Lane).Any(lane => !lane.Select(row => (row.Tx, row.Position)).SequenceEqual(lane.Select(row => (row.Tx, row.Position)).Order())) ? "out of order" : "";
    }

    private static RelayRow Row(LaneState lane, ulong tx, long position) => new()
    {
        Lane = lane,
        Epoch = 0,
        Tx = tx,
        Position = position,
        RecordedAt = DateTime.UtcNow,
        MessageId = Guid.CreateVersion7(),
        Contract = "event:probe:thing-decided:v1",
        Body = [],
        Traceparent = null,
        OccurredAt = DateTime.UtcNow,
    };

    private static async Task<LaneState> Begin(NpgsqlConnection connection, short lane)
    {
        var state = new LaneState(lane);
        await MoveToEnd(connection, state);
        return state;
    }

    private static async Task MoveToEnd(NpgsqlConnection connection, LaneState state)
    {
        await using var command = new NpgsqlCommand(
            "select tx, position from messaging.outbox_message where lane = $1 union all select '0'::xid8, 0 order by tx desc, position desc limit 1", connection)
        { Parameters = { new() { Value = state.Lane } } };
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        (state.Tx, state.Position, state.RecordedAt) = (row.GetFieldValue<ulong>(0), row.GetInt64(1), DateTime.UtcNow);
    }

    private static Task<List<RelayRow>> Read(NpgsqlConnection connection, LaneState lane) => new OutboxReader(connection).Read([(lane, 100)], TestContext.Current.CancellationToken);

    private async Task<(int Count, long End)> ReadNaive(short lane, long after)
    {
        await using var command = stage.ProducerData.CreateCommand(NaiveSql);
        command.Parameters.AddWithValue(NpgsqlDbType.Smallint, lane);
        command.Parameters.AddWithValue(after);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var count = 0;
        for (; await reader.ReadAsync(TestContext.Current.CancellationToken); count++)
            after = reader.GetInt64(1);
        return (count, after);
    }

    /// <summary>A migrated database without any relay.</summary>
    public sealed class Log : Stage;
}
