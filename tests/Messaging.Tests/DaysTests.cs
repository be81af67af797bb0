using PovertyPlatform.MessagingTests.Probe;

namespace PovertyPlatform.MessagingTests;

/// <summary>Days come ahead and go when they are old; what fell into the default partition moves to its day.</summary>
public sealed class DaysTests(DaysTests.Log stage) : IClassFixture<DaysTests.Log>
{
    [Fact]
    public async Task Migration_MakesTheDaysAhead()
    {
        foreach (var table in new[] { "outbox_message", "inbox_message" })
            Assert.Equal(9L, await Parts(table));
    }

    [Fact]
    public async Task OldDays_AreDropped_TheInboxTwoDaysLater()
    {
        foreach (var days in new[] { 29, 31, 32, 33, 40 })
            await Run($"select messaging.ensure_day((now() at time zone 'UTC')::date - {days})");
        await Run("select messaging.keep_days(7, 30)");
        Assert.Equal([29], await OldDays("outbox_message"));
        Assert.Equal([29, 31, 32], await OldDays("inbox_message"));
        foreach (var days in new[] { 29, 31, 32 })
            foreach (var table in new[] { "outbox_message", "inbox_message" })
                await Run($"drop table if exists messaging.{table}_{DateTime.UtcNow.AddDays(-days):yyyyMMdd}");
    }

    [Fact]
    public async Task RowsOfADayWithoutPartition_AreKept_AndMoveWhenItComes()
    {
        var day = DateTime.UtcNow.Date.AddDays(60);
        var id = Guid.CreateVersion7(new DateTimeOffset(day.AddHours(5), TimeSpan.Zero));
        await Run($"insert into messaging.inbox_message (consumer, message_id) values ('a', '{id}')");
        await Run($"""
            insert into messaging.outbox_message (lane, message_id, recorded_at, contract, subject_id, version, province_code, commune_code, body, occurred_at)
            values (1, '{id}', '{day:yyyy-MM-dd} 05:00+00', 'event:a:b:v1', '{id}', 1, '15', '04492', 'x', now())
            """);
        Assert.Equal(1L, await Stage.Ask<long>(stage.ProducerData, "select count(*) from messaging.inbox_message_rest"));
        await Run($"select messaging.ensure_day('{day:yyyy-MM-dd}')");
        foreach (var table in new[] { "inbox_message", "outbox_message" })
        {
            Assert.Equal(0L, await Stage.Ask<long>(stage.ProducerData, $"select count(*) from messaging.{table}_rest"));
            Assert.Equal(1L, await Stage.Ask<long>(stage.ProducerData, $"select count(*) from messaging.{table}_{day:yyyyMMdd}"));
        }

        Assert.Equal(0L, await Stage.Ask<long>(stage.ProducerData,
            $"with again as (insert into messaging.inbox_message (consumer, message_id) values ('a', '{id}') on conflict do nothing returning 1) select count(*) from again"));
        await Run("insert into messaging.outbox_message (lane, message_id, contract, subject_id, version, province_code, commune_code, body, occurred_at) "
            + $"select 1, gen_random_uuid(), 'event:a:b:v1', '{id}', 1, '15', '04492', 'x', now() from generate_series(1, 3)");
    }

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("1970-01-01")]
    [InlineData("2099-12-31")]
    public async Task FirstIdOfADay_IsTheSmallestVersion7IdOfIt(string day)
    {
        var instant = new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.MinValue, TimeSpan.Zero);
        var first = await Stage.Ask<Guid>(stage.ProducerData, $"select messaging.first_id('{day}')");
        Assert.Equal(Guid.CreateVersion7(instant).ToString()[..13], first.ToString()[..13]);
        Assert.Equal("-0000-0000-000000000000", first.ToString()[13..]);
    }

    private Task<long> Parts(string table) => Stage.Ask<long>(stage.ProducerData, $"""
        select count(*) from pg_inherits where inhparent = 'messaging.{table}'::regclass and inhrelid::regclass::text ~ '_[0-9]+$'
          and to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') - (now() at time zone 'UTC')::date between -1 and 7
        """);

    private async Task<List<int>> OldDays(string table)
    {
        var days = new List<int>();
        await using var command = stage.ProducerData.CreateCommand($"""
            select (now() at time zone 'UTC')::date - to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') as age from pg_inherits
            where inhparent = 'messaging.{table}'::regclass and inhrelid::regclass::text ~ '_[0-9]' order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            if (reader.GetInt32(0) > 1)
                days.Add(reader.GetInt32(0));
        return days;
    }

    private async Task Run(string sql)
    {
        await using var command = stage.ProducerData.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A migrated database without any service.</summary>
    public sealed class Log : Stage;
}
