using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.NativeServers;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>Services, relay, broker and database are killed (kill -9) at random under load; afterwards every decision has exactly one effect everywhere and none is lost.</summary>
[Collection("kill")]
public sealed class KillTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int FewestDecisions = 10_000;
    private static readonly string[] Victims = ["producer", "consumer", "broker", "producer", "database", "consumer", "broker", "producer", "database", "consumer"];
    private readonly string _folder = ReachableFolder.For(Path.Combine(Path.GetTempPath(), $"povertyplatform-kill-{Environment.ProcessId}"));
    private PostgresServer _postgres = null!;
    private BrokerServer _broker = null!;
    private Process? _producer;
    private Process? _consumer;

    private string Load => Path.Combine(_folder, "load");

    private string Producer => $"{_postgres.ConnectionString("producer")};Timeout=5;Command Timeout=15";

    private string Consumer => $"{_postgres.ConnectionString("consumer")};Timeout=5;Command Timeout=15";

    public async ValueTask InitializeAsync()
    {
        _postgres = new PostgresServer(Path.Combine(_folder, "postgres"), FreePort.Next());
        _broker = new BrokerServer(Path.Combine(_folder, "rabbitmq"), FreePort.NextRange(10));
        await Task.WhenAll(_postgres.Start(), _broker.Start());
        await ProbeService.Migrate(ProbeService.Producer, Producer, _broker.Uri());
        await ProbeService.Migrate(ProbeService.Consumer, Consumer, _broker.Uri());
    }

    public async ValueTask DisposeAsync()
    {
        _producer?.Kill();
        _consumer?.Kill();
        await Task.WhenAll(_postgres.Kill(), _broker.Kill());
        await _broker.Stop();
        NpgsqlConnection.ClearAllPools();
        await Task.Delay(200);
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task RandomKillsUnderLoad_EveryDecisionHasExactlyOneEffect_NoneIsLost()
    {
        var random = new Random();
        await File.WriteAllTextAsync(Load, "", TestContext.Current.CancellationToken);
        _producer = Start(ProbeService.Producer, Producer, Load);
        _consumer = Start(ProbeService.Consumer, Consumer, null);
        foreach (var victim in Victims)
        {
            // Each kill hits a stream that flows.
            var before = await Count(Consumer, Effects);
            await Flows(before);
            await Task.Delay(random.Next(800), TestContext.Current.CancellationToken);
            await Kill(victim);
        }

        await Eventually.Get(() => Count(Producer, "select count(*) from probe.decision"), count => count >= FewestDecisions, TimeSpan.FromSeconds(120));
        File.Delete(Load);
        await Verify();
    }

    private async Task Flows(long before)
    {
        try
        {
            await Eventually.Get(() => Count(Consumer, Effects), count => count > before + 100, TimeSpan.FromSeconds(150));
        }
        catch (TimeoutException)
        {
            await new StandStill(_folder, _broker, Producer, Consumer).Describe(output);
            throw;
        }
    }

    private async Task Verify()
    {
        var decisions = await Eventually.Get(async () => (Before: await Count(Producer, Decisions), Later: await After(500, () => Count(Producer, Decisions))), pair => pair.Before == pair.Later);
        output.WriteLine($"{decisions.Later} decisions");
        try
        {
            await Eventually.Equals(decisions.Later, () => Count(Consumer, "select count(distinct event_id) from probe.effect"), TimeSpan.FromSeconds(90));
            await Eventually.Equals(decisions.Later, () => Count(Producer, "select count(distinct (subject_id, version)) from probe.answer"), TimeSpan.FromSeconds(60));
            await Eventually.Equals(decisions.Later, () => Count(Consumer, "select coalesce(sum(events), 0)::bigint from probe.newest"), TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            output.WriteLine("Not everything arrived; the comparison below says what is missing.");
            await new StandStill(_folder, _broker, Producer, Consumer).Describe(output);
        }

        var truth = await Lines(Producer, "select event_id || ' ' || subject_id || ' ' || version from probe.decision");
        var effects = await Lines(Consumer, "select event_id || ' ' || subject_id || ' ' || version from probe.effect");
        Assert.Empty(truth.Except(effects));
        Assert.Equal(effects.Distinct().Count(), effects.Count);
        Assert.Equal(truth.Count, effects.Count);
        var answers = await Lines(Producer, "select subject_id || ' ' || version from probe.answer");
        Assert.Equal(truth.Count, answers.Count);
        Assert.Equal(truth.Count, answers.Distinct().Count());
        var newest = await Lines(Consumer, "select subject_id || ' ' || version || ' ' || events from probe.newest order by 1");
        Assert.Equal(await Lines(Producer, "select subject_id || ' ' || max(version) || ' ' || count(*) from probe.decision group by subject_id order by 1"), newest);
        Assert.Equal(0, await Count(Producer, "select count(*) from (select max(version) - count(*) as gap from probe.decision group by subject_id) g where gap <> 0"));
        output.WriteLine($"{await Count(Consumer, Overtaken)} effects overtook an older version of their subject");
        output.WriteLine($"{await Count(Consumer, "select count(*) from messaging.inbox_message")} inbox rows");
    }

    private const string Effects = "select count(*) from probe.effect";

    private const string Decisions = "select count(*) from probe.decision";

    private const string Overtaken = "select count(*) from (select version, lag(version) over (partition by subject_id order by position) as before from probe.effect) e where version < before";

    private async Task Kill(string victim)
    {
        output.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} kill -9 {victim}");
        switch (victim)
        {
            case "producer":
                _producer = await Restart(_producer!, () => Start(ProbeService.Producer, Producer, Load));
                break;
            case "consumer":
                _consumer = await Restart(_consumer!, () => Start(ProbeService.Consumer, Consumer, null));
                break;
            case "broker":
                await _broker.Kill();
                await _broker.Start();
                break;
            default:
                await _postgres.Kill();
                await _postgres.Start();
                break;
        }
    }

    private static async Task<Process> Restart(Process process, Func<Process> start)
    {
        process.Kill();
        await process.WaitForExitAsync();
        Assert.Equal(128 + 9, process.ExitCode);
        process.Dispose();
        return start();
    }

    private Process Start(string role, string database, string? load)
    {
        // The shell gives way to the process, which the kill hits then.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >>\"$PROBE_LOG_FILE\" 2>&1", Path.Combine(AppContext.BaseDirectory, "Messaging.Tests"), "probe", role]);
        start.Environment["PROBE_DATABASE"] = database;
        start.Environment["PROBE_MESSAGING"] = _broker.Uri();
        start.Environment["PROBE_LOG"] = nameof(LogLevel.Information);
        start.Environment["PROBE_LOG_FILE"] = StandStill.LogOf(_folder, role);
        if (load is not null)
            start.Environment["PROBE_LOAD"] = load;
        return Process.Start(start)!;
    }

    private static async Task<T> After<T>(int milliseconds, Func<Task<T>> ask)
    {
        await Task.Delay(milliseconds);
        return await ask();
    }

    private static async Task<long> Count(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        try
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            // The database was just killed: the pool still holds its dead connections.
            return -1;
        }
    }

    private static async Task<List<string>> Lines(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }
}

/// <summary>Runs alone, after everything else: it needs the processors.</summary>
[CollectionDefinition("kill", DisableParallelization = true)]
public sealed class AloneAtTheEnd;
