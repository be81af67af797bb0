using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Spectre.Console;

namespace PovertyPlatform.Ratios.Scale;

/// <summary>
/// The day on which many communes recognise their lists: what their decisions tell the other services is committed commune by commune, and until every service has
/// heard all of it, officers go on asking for pages.
/// </summary>
internal static class RecognitionDay
{
    private const int Events = 40_000;
    private const int Before = 600;
    private const int Early = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>What came of it: the worst of the kinds of pages counts.</summary>
    /// <param name="Events">Events that were told.</param>
    /// <param name="Communes">Communes that recognised.</param>
    /// <param name="Seconds">Until everybody had heard all.</param>
    /// <param name="Slower">p95 of pages during ÷ before, of the kind that suffered most.</param>
    internal sealed record Result(long Events, int Communes, double Seconds, double Slower);

    /// <summary>Measures.</summary>
    /// <param name="registry">The registry; its filling kept what the decisions told, in the table <c>recognition_day</c>.</param>
    /// <param name="pages">Kinds of pages, each asked by a number.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Result> Run(Registry registry, IReadOnlyList<(string What, Func<int, Task<HttpResponseMessage>> Ask)> pages, CancellationToken ct)
    {
        await using var listeners = await Listeners.Start(registry.Messaging, ct);
        var communes = await Communes(registry, ct);
        // Services that run for weeks have long compiled what an event needs: a few communes go ahead.
        var early = communes.Take(Early).ToList();
        await Tell(registry, early, ct);
        for (var until = DateTime.UtcNow + Patience; !await IsDrained(registry, listeners, early.Sum(commune => commune.Households), ct); await Task.Delay(200, ct))
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"The first communes have not arrived: {await Counts(registry, listeners, ct)}");
        var before = new PageTimes(pages);
        await before.Ask(100, ct);
        before.Forget();
        await before.Ask(Before, ct);
        var told = (communes.Sum(commune => commune.Households), communes.Sum(commune => commune.Events));
        var watch = Stopwatch.StartNew();
        var decisions = Task.Run(() => Tell(registry, communes[Early..], ct), ct);
        var during = new PageTimes(pages);
        while (!decisions.IsCompleted || !await IsDrained(registry, listeners, told.Item1, ct))
        {
            await during.Ask(30, ct);
            if (watch.Elapsed > Patience)
                throw new TimeoutException($"Not drained after {watch.Elapsed}: {await Counts(registry, listeners, ct)}");
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await decisions;
        await Verify(registry, listeners, told.Item1, communes.Count, ct);
        var slower = 0.0;
        for (var kind = 0; kind < pages.Count; kind++)
        {
            var (calm, busy) = (before.P95(kind), during.P95(kind));
            slower = Math.Max(slower, busy / calm);
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"   [grey]{pages[kind].What}: p95 {calm:F1} ms before, {busy:F1} ms during ({during.Count(kind)} pages)[/]");
        }

        return new Result(told.Item2, communes.Count, seconds, slower);
    }

    private static async Task<List<(string Code, long Households, long Events)>> Communes(Registry registry, CancellationToken ct)
    {
        var chosen = new List<(string, long, long)>();
        await using var command = registry.Database.CreateCommand("select commune_code, count(*) filter (where contract like '%household-recognised%'), count(*) from recognition_day group by 1 order by 1");
        await using var rows = await command.ExecuteReaderAsync(ct);
        for (var sum = 0L; sum < Events && await rows.ReadAsync(ct); sum += rows.GetInt64(2))
            chosen.Add((rows.GetString(0), rows.GetInt64(1), rows.GetInt64(2)));
        return chosen;
    }

    // One commit a commune, as its decision would be one; all of them as fast as they can be written.
    private static async Task Tell(Registry registry, IReadOnlyList<(string Code, long Households, long Events)> communes, CancellationToken ct)
    {
        foreach (var (code, _, _) in communes)
        {
            await using var command = registry.Database.CreateCommand(
                """
                insert into messaging.outbox_message (lane, message_id, contract, subject_id, version, province_code, commune_code, body, occurred_at)
                select lane, message_id, contract, subject_id, version, province_code, commune_code, body, occurred_at from recognition_day where commune_code = $1 order by position
                """);
            command.Parameters.AddWithValue(code);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> IsDrained(Registry registry, Listeners listeners, long households, CancellationToken ct)
    {
        foreach (var (source, table) in new[] { (listeners.Reporting, "recognition_fact"), (listeners.Partner, "household"), (listeners.Support, "recognition") })
            if (await Count(source, $"select count(*) from {table}", ct) < households)
                return false;
        var grants = await Count(listeners.Support, "select count(*) from support_grant", ct);
        return await Count(listeners.Partner, "select count(*) from eligibility_grant", ct) == grants && await Count(registry.Database, "select count(*) from open_support", ct) == grants;
    }

    /// <summary>Each decision has one effect everywhere: nothing lost, nothing twice.</summary>
    private static async Task Verify(Registry registry, Listeners listeners, long households, int communes, CancellationToken ct)
    {
        var grants = await Count(listeners.Support, "select count(*) from support_grant", ct);
        foreach (var (what, source, sql, expected) in new[]
        {
            ("recognitions at support", listeners.Support, "select count(*) from recognition", households),
            ("households at support", listeners.Support, "select count(*) from household", households),
            ("facts at reporting", listeners.Reporting, "select count(*) from recognition_fact", households),
            ("households that entered a class at reporting", listeners.Reporting, "select sum(households)::bigint from class_movement where households > 0", households),
            ("lists at reporting", listeners.Reporting, "select count(*) from recognised_list", communes),
            ("households at partner", listeners.Partner, "select count(*) from household", households),
            ("grants at partner", listeners.Partner, "select count(*) from eligibility_grant", grants),
            ("events of the feed", listeners.Partner, "select count(*) from feed_event", grants),
            ("open support at the registry", registry.Database, "select count(*) from open_support", grants),
        })
            if (await Count(source, sql, ct) is var found && found != expected)
                throw new InvalidOperationException($"{what}: {found} instead of {expected}.");
        if (grants == 0)
            throw new InvalidOperationException("Nobody was granted anything: the day had no effect worth the name.");
    }

    private static async Task<string> Counts(Registry registry, Listeners listeners, CancellationToken ct) =>
        $"support {await Count(listeners.Support, "select count(*) from recognition", ct)}, reporting {await Count(listeners.Reporting, "select count(*) from recognition_fact", ct)}, partner {await Count(listeners.Partner, "select count(*) from household", ct)}, "
        + $"grants {await Count(listeners.Support, "select count(*) from support_grant", ct)}, feed {await Count(listeners.Partner, "select count(*) from feed_event", ct)}, open support {await Count(registry.Database, "select count(*) from open_support", ct)}";

    private static async Task<long> Count(NpgsqlDataSource source, string sql, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(ct) as long? ?? 0;
    }
}

/// <summary>Times of pages by kind, asked one after another with a pause between them, as officers do: some twenty pages a second.</summary>
internal sealed class PageTimes(IReadOnlyList<(string What, Func<int, Task<HttpResponseMessage>> Ask)> pages)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(45);
    private readonly List<double>[] _times = [.. pages.Select(_ => new List<double>())];
    private int _number;

    public int Count(int kind) => _times[kind].Count;

    public void Forget()
    {
        foreach (var times in _times)
            times.Clear();
    }

    public async Task Ask(int times, CancellationToken ct)
    {
        for (var at = 0; at < times; at++, _number++)
        {
            await Task.Delay(Pause, ct);
            var watch = Stopwatch.StartNew();
            using var answer = await pages[_number % pages.Count].Ask(_number);
            await answer.Content.ReadAsByteArrayAsync(ct);
            _times[_number % pages.Count].Add(watch.Elapsed.TotalMilliseconds);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"Not an answer: {(int)answer.StatusCode}");
        }
    }

    public double P95(int kind)
    {
        var sorted = _times[kind].Order().ToList();
        return sorted[(int)(sorted.Count * 0.95)];
    }
}
