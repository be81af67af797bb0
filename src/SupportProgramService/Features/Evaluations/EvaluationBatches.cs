using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Evaluations;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Features.Evaluations;

/// <summary>
/// Evaluates households again, some hundred per commit: those whose time has come, and all of them in a run. One instance works at a time: each commit takes a
/// lock that ends with it, so a crashed leader holds nobody up and what it had committed stands.
/// </summary>
public sealed class EvaluationBatches(
    IDbContextFactory<SupportDb> contexts, RuleBookSource rules, OutboxSignal signal, IOptions<EvaluationOptions> options, TimeProvider clock)
{
    private const long LeaderLock = 0x5355_5050_4F52_5401;

    /// <summary>Evaluates households that are due: a grant's time ran out, or a rule began or ended. Returns how many; 0 means that none is due.</summary>
    public async Task<int> PassDue(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = VietnamDay.Of(now);
        await using var db = await Open(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await Lead(db, ct))
            return 0;
        var households = await db.Households.FromSql(
            $"select * from household where due_on <= {today} order by due_on, id limit {options.Value.BatchSize} for update").IgnoreQueryFilters().ToListAsync(ct);
        if (households.Count > 0)
            await Evaluate(db, households, null, transaction, now, ct);
        return households.Count;
    }

    /// <summary>Takes the running evaluation of all households one step further. Returns how many it passed; 0 means that no run is open or it is done.</summary>
    public async Task<int> PassRun(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = await Open(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await Lead(db, ct) || await db.EvaluationRuns.FirstOrDefaultAsync(run => run.State == RunState.Running, ct) is not { } run)
            return 0;
        var households = await db.Households.FromSql(
            $"select * from household where id > {run.LastHouseholdId} and version > 0 order by id limit {options.Value.BatchSize} for update").IgnoreQueryFilters().ToListAsync(ct);
        if (households.Count < options.Value.BatchSize)
            run.Finish(now);
        await Evaluate(db, households, run, transaction, now, ct);
        return households.Count;
    }

    private async Task Evaluate(
        SupportDb db, List<SupportHousehold> households, EvaluationRun? run, IDbContextTransaction transaction, DateTimeOffset now, CancellationToken ct)
    {
        var ids = households.ConvertAll(household => household.Id);
        var provinces = households.Select(household => household.ProvinceCode).Distinct().ToList();
        var recognitions = (await db.Recognitions.AsNoTracking().Where(row => provinces.Contains(row.ProvinceCode) && ids.Contains(row.HouseholdId)).ToListAsync(ct))
            .ToDictionary(row => (row.HouseholdId, row.Version));
        var grants = (await db.Grants.Where(row => provinces.Contains(row.ProvinceCode) && ids.Contains(row.HouseholdId)).ToListAsync(ct))
            .ToLookup(row => row.HouseholdId);
        var book = run is null ? await rules.Current(ct) : await rules.Newest(ct);
        var today = VietnamDay.Of(now);
        var events = new List<IIntegrationEvent>();
        foreach (var household in households)
        {
            var outcome = HouseholdEvaluation.Run(household, recognitions[(household.Id, household.Version)], [.. grants[household.Id]], book, today, now);
            db.Grants.AddRange(outcome.New);
            GrantLedger.Audit(db, outcome, now, run is null ? "due" : $"evaluation {run.Id}");
            events.AddRange(outcome.Events);
        }

        if (households.Count > 0)
            run?.Pass(households[^1].Id, households.Count, events.Count(message => message is EligibilityGranted), events.Count(message => message is EligibilityWithdrawn));
        await db.SaveChangesAsync(ct);
        // Bulk lanes: what officers decide meanwhile does not queue behind a whole country.
        await OutboxCopy.Write((NpgsqlConnection)db.Database.GetDbConnection(), events, ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
    }

    private async Task<SupportDb> Open(CancellationToken ct)
    {
        var db = await contexts.CreateDbContextAsync(ct);
        db.Area = AreaScope.Nationwide;
        return db;
    }

    private static Task<bool> Lead(SupportDb db, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock({LeaderLock}) as \"Value\"").SingleAsync(ct);
}
