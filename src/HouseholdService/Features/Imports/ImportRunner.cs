using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Runs one job from where it is to its end. Reading, checking and copying overlap: each has its thread and hands blocks to the next.</summary>
public sealed class ImportRunner(
    NationwideSource nationwide, ImportRulesSource rulesSource, PersonSeals seals, IOptions<ImportOptions> options, OutboxSignal outbox, TimeProvider clock)
{
    private readonly ImportOptions _options = options.Value;

    // An import is the service's own work: whether somebody is registered elsewhere is a question to the whole country.
    private readonly NpgsqlDataSource _source = nationwide.Source;

    /// <summary>Runs the job; its state says how it ended.</summary>
    /// <param name="job">A claimed job.</param>
    /// <param name="connection">The session that holds its lock.</param>
    /// <param name="ct">Stops the work; the job stays as it is and is taken up again.</param>
    public async Task Run(ClaimedJob job, NpgsqlConnection connection, CancellationToken ct)
    {
        if (await rulesSource.For(job.CommuneCode, job.Year, job.ReviewedOn, ct) is not { } found)
        {
            await ImportJobs.End(connection, job.Id, ImportState.Failed, "no-standard", ct);
            return;
        }

        var rules = found with { TakesFacts = job.TakesFacts };
        await using var file = await ImportFiles.Open(_source, seals, job.Id, _options.Folder, ct);
        try
        {
            using var rows = ConvertedRows.Open(file, _options.Folder, _options.Limits);
            var findings = new FindingStore(_source, job.Id, job.ProvinceCode, job.CommuneCode, rows.Sheets, seals);
            if (job.State == ImportState.Merging && await IsStillStaged(job, connection, findings, ct) || await Take(job, connection, rows, rules, findings, ct))
                await Merge(job, connection, rules, findings, ct);
        }
        catch (UnreadableFileException unreadable)
        {
            await Refuse(job, connection, unreadable, ct);
        }
    }

    private async Task<bool> Take(ClaimedJob job, NpgsqlConnection connection, IRowSource rows, ImportRules rules, FindingStore findings, CancellationToken ct)
    {
        await ImportJobs.BeginAgain(connection, job.Id, ct);
        var markKey = await MarkKeys.InUse(connection, seals, ct) ?? throw new InvalidOperationException("Marks of two keys stand side by side; rotate-keys has to end first.");
        await using var staging = await StagingWriter.Start(_source, job.Slot, findings, rules, seals, markKey, clock.GetUtcNow(), ct);
        var checker = new ListChecker(rules, rows.Sheets, staging);
        findings.Layouts = checker.Layouts;
        if (!await Read(job, rows, checker, staging, ct))
        {
            // The tables are emptied at the end: nobody may be copying into them then.
            await staging.DisposeAsync();
            await ImportJobs.End(connection, job.Id, ImportState.Cancelled, null, ct);
            return false;
        }

        checker.Complete();
        await staging.Complete(checker.Households, ct);
        await ImportJobs.BeginChecking(connection, job.Id, checker.MemberRows, ct);
        var check = new WholeFileCheck(connection, job.Slot, job.ProvinceCode, job.CommuneCode, findings, seals);
        await check.Run(staging.LateFaults, ct);
        var (households, faulty, _, members) = await check.Count(ct);
        await ImportJobs.Count(connection, job.Id, households, members, faulty, findings, ct);
        if (job.OnFaults == OnFaults.Preview && !checker.IsRefused)
            await Foresee(job, connection, rules, staging.Chunks, ct);
        else if (checker.IsRefused || (faulty > 0 && job.OnFaults == OnFaults.Reject))
            await ImportJobs.End(connection, job.Id, ImportState.Refused, null, ct);
        else if (await ImportJobs.BeginMerging(connection, job.Id, staging.Chunks, ct))
            return true;
        else
            await ImportJobs.End(connection, job.Id, ImportState.Cancelled, null, ct);
        return false;
    }

    /// <summary>Reads the file to its end; false when somebody asked to stop.</summary>
    private async Task<bool> Read(ClaimedJob job, IRowSource rows, ListChecker checker, StagingWriter staging, CancellationToken ct)
    {
        var full = Channel.CreateBounded<RowBatch>(new BoundedChannelOptions(3) { SingleReader = true, SingleWriter = true });
        var empty = Channel.CreateUnbounded<RowBatch>();
        for (var spare = 0; spare < 4; spare++)
            empty.Writer.TryWrite(new RowBatch());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadBlocks(rows, empty.Reader, full.Writer, stop.Token), stop.Token);
        var reported = clock.GetTimestamp();
        try
        {
            await foreach (var block in full.Reader.ReadAllAsync(ct))
            {
                checker.Process(block);
                empty.Writer.TryWrite(block);
                await staging.Flush(ct);
                if (clock.GetElapsedTime(reported) < TimeSpan.FromMilliseconds(500))
                    continue;
                reported = clock.GetTimestamp();
                if (await ImportJobs.Report(_source, job.Id, checker.MemberRows, Expected(checker.MemberRows, rows.Progress), ct))
                    return false;
            }

            await reading;
            return !await ImportJobs.Report(_source, job.Id, checker.MemberRows, checker.MemberRows, ct);
        }
        finally
        {
            // Whoever closes the file must know that nobody reads it any more.
            await stop.CancelAsync();
            await reading.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        }
    }

    private static async Task ReadBlocks(IRowSource rows, ChannelReader<RowBatch> empty, ChannelWriter<RowBatch> full, CancellationToken ct)
    {
        try
        {
            while (await empty.ReadAsync(ct) is var block && rows.Read(block))
                await full.WriteAsync(block, ct);
            full.Complete();
        }
        catch (Exception failure)
        {
            full.Complete(failure);
        }
    }

    /// <summary>Ends a preview: what the merge would compare is compared, and nothing is taken.</summary>
    private async Task Foresee(ClaimedJob job, NpgsqlConnection connection, ImportRules rules, IReadOnlyList<(int From, int To)> chunks, CancellationToken ct)
    {
        foreach (var (from, to) in chunks)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Context(job, rules, hasKnown: true).Command(MergeSql.Compare, from, to, clock.GetUtcNow()), Context(job, rules, hasKnown: true).Command(MergeFactsSql.Compare, from, to, clock.GetUtcNow()) } };
            await batch.ExecuteNonQueryAsync(ct);
        }

        await ImportJobs.Foresee(connection, job.Id, job.Slot, ct);
        await ImportJobs.End(connection, job.Id, ImportState.Previewed, null, ct);
    }

    private static MergeContext Context(ClaimedJob job, ImportRules rules, bool hasKnown) => new()
    {
        JobId = job.Id,
        Slot = job.Slot,
        ProvinceCode = job.ProvinceCode,
        CommuneCode = job.CommuneCode,
        AreaType = rules.AreaType,
        Year = rules.Year,
        StandardCode = rules.Standard.Code,
        Actor = job.Actor,
        HasKnown = hasKnown,
    };

    private async Task Merge(ClaimedJob job, NpgsqlConnection connection, ImportRules rules, FindingStore findings, CancellationToken ct)
    {
        var before = await new WholeFileCheck(connection, job.Slot, job.ProvinceCode, job.CommuneCode, findings, seals).Count(ct);
        var merge = new ChunkMerge(Context(job, rules, before.Known > 0), findings, seals, clock);
        await using (var hamlets = new NpgsqlBatch(connection) { BatchCommands = { Context(job, rules, hasKnown: false).Command(MergeSql.NumberHamlets, 0, int.MaxValue, clock.GetUtcNow()) } })
            await hamlets.ExecuteNonQueryAsync(ct);
        var chunks = Channel.CreateUnbounded<(int From, int To)>();
        foreach (var chunk in await ImportJobs.Unmerged(connection, job.Id, ct))
            chunks.Writer.TryWrite(chunk);
        chunks.Writer.Complete();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAll(Enumerable.Range(0, _options.MergeConnections).Select(_ => Task.Run(() => MergeChunks(merge, chunks.Reader, stop), ct)));
        var after = await new WholeFileCheck(connection, job.Slot, job.ProvinceCode, job.CommuneCode, findings, seals).Count(ct);
        await ImportJobs.Count(connection, job.Id, after.Households, after.Members, after.Faulty, findings, ct);
        await ImportJobs.End(connection, job.Id, ImportState.Done, null, ct);
    }

    private async Task MergeChunks(ChunkMerge merge, ChannelReader<(int From, int To)> chunks, CancellationTokenSource stop)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(stop.Token);
            while (!stop.IsCancellationRequested && chunks.TryRead(out var chunk))
                if (await merge.Merge(connection, chunk.From, chunk.To, stop.Token) > 0)
                    outbox.Raise();
            stop.Token.ThrowIfCancellationRequested();
        }
        catch
        {
            // One failing connection stops the others: what is merged stays, the rest is taken up again.
            await stop.CancelAsync();
            throw;
        }
    }

    // Staging tables are unlogged: a crash of the server empties them, and then the file is read again.
    private async Task<bool> IsStillStaged(ClaimedJob job, NpgsqlConnection connection, FindingStore findings, CancellationToken ct) =>
        (await new WholeFileCheck(connection, job.Slot, job.ProvinceCode, job.CommuneCode, findings, seals).Count(ct)).Households == job.Households && job.Households > 0;

    private async Task Refuse(ClaimedJob job, NpgsqlConnection connection, UnreadableFileException unreadable, CancellationToken ct)
    {
        var findings = new FindingStore(_source, job.Id, job.ProvinceCode, job.CommuneCode, [""], seals);
        findings.Add(new Finding(unreadable.Code, unreadable.Row is null ? -1 : 0, unreadable.Row ?? 0, -1, null, [.. unreadable.Arguments]), 0);
        await findings.Flush(always: true, ct);
        await ImportJobs.Count(connection, job.Id, 0, 0, 0, findings, ct);
        await ImportJobs.End(connection, job.Id, ImportState.Refused, null, ct);
    }

    private static int? Expected(int rows, double progress) => progress > 0.01 ? (int)Math.Min(int.MaxValue, rows / progress) : null;
}
