using System.Text;
using Npgsql;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.NativeServers;

namespace PovertyPlatform.MessagingTests;

/// <summary>What can be seen of a stream that no longer flows: queues, connections, transactions, cursors and the last lines of every process.</summary>
internal sealed class StandStill(string folder, BrokerServer broker, string producer, string consumer)
{
    private const int LastLines = 40;

    public static string LogOf(string folder, string role) => Path.Combine(folder, $"{role}.log");

    public async Task Describe(ITestOutputHelper output)
    {
        output.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} stands still");
        foreach (var ask in new string[][] { ["list_queues", "name", "state", "messages_ready", "messages_unacknowledged", "consumers"], ["list_connections", "user_provided_name", "state", "channels"], ["list_consumers"] })
            output.WriteLine(await Tried(async () => $"{ask[0]}\n{await broker.Control(ask)}"));
        output.WriteLine(await Tried(() => Rows(producer, """
            select c.lane, c.tx, c.position, c.recorded_at,
                   (select count(*) from messaging.outbox_message m where m.lane = c.lane and (m.tx, m.position) > (c.tx, c.position)) as waiting, pg_snapshot_xmin(pg_current_snapshot()) as oldest
            from messaging.relay_cursor c order by 1
            """)));
        foreach (var database in new[] { producer, consumer })
            output.WriteLine(await Tried(() => Rows(database, """
                select pid, state, wait_event, now() - xact_start as transaction, now() - query_start as query, left(regexp_replace(query, '\s+', ' ', 'g'), 120) as text
                from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by xact_start nulls last limit 30
                """)));
        foreach (var role in new[] { ProbeService.Producer, ProbeService.Consumer })
            output.WriteLine(await Tried(async () => $"{role}\n{string.Join('\n', (await File.ReadAllLinesAsync(LogOf(folder, role))).TakeLast(LastLines))}"));
        output.WriteLine(await Tried(async () => $"broker\n{string.Join('\n', (await File.ReadAllLinesAsync(broker.LogFile)).TakeLast(LastLines))}"));
    }

    private static async Task<string> Tried(Func<Task<string>> ask)
    {
        try
        {
            return await ask().WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name}: {failure.Message}";
        }
    }

    private static async Task<string> Rows(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var text = new StringBuilder(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)));
        while (await reader.ReadAsync())
            text.AppendLine().AppendJoin(" | ", Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue));
        return text.ToString();
    }
}
