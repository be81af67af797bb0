using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Imports.Redacting;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>
/// Applies the rules of retention of a day over the whole country, batch after batch, each with its proof and its lines of the audit trail in one commit. What was done is not
/// due any more, so a round that was interrupted is simply begun again.
/// </summary>
internal sealed partial class RetentionRound(IDbContextFactory<HouseholdDb> databases, ReferenceBook book, StoredFiles files, PersonSeals seals, TimeProvider clock, ILogger<RetentionRound> logger) : IRetentionRound
{
    private static readonly Actor Self = Actor.System("household");

    public async Task<long> Run(int batch, CancellationToken ct)
    {
        var (pages, today) = (await book.Open(ct), clock.Today());
        var newly = pages.Term(LegalTerm.NewlyEscapedMonths, today);
        var all = 0L;
        // Files go before households: of those that are gone nothing has to be rewritten.
        foreach (var reach in RetentionReach.On(pages.RetentionRules, today).Where(reach => reach.Rule is { State: RetentionRule.InForce, Code: not RetentionReach.AuditTrail }).OrderBy(reach => RetentionReach.ErasedSingly.Contains(reach.Rule.Code)))
        {
            var reached = RetentionReach.ErasedSingly.Contains(reach.Rule.Code) ? await EraseSingly(reach, today, newly, batch, ct) : await InBatches(reach, today, newly, batch, ct);
            if (reached > 0)
                Reached(logger, reach.Rule.Version, reached);
            all += reached;
        }

        return all;
    }

    public async Task<bool> RunOnceADay(int batch, CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Database.ExecuteSqlAsync($"insert into retention_round (day, started_at) values ({today}, {now}) on conflict (day) do nothing", ct) == 0
            && await db.Database.SqlQuery<bool>($"select ended_at is not null as \"Value\" from retention_round where day = {today}").SingleAsync(ct))
            return false;
        var reached = await Run(batch, ct);
        await db.Database.ExecuteSqlAsync($"update retention_round set ended_at = {clock.GetUtcNow()}, rows = rows + {reached} where day = {today}", ct);
        return true;
    }

    private async Task<long> InBatches(RetentionReach reach, DateOnly today, int? newly, int batch, CancellationToken ct)
    {
        var (after, reached) = ((string?)null, 0L);
        while (true)
        {
            await using var db = await Open(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = clock.GetUtcNow();
            var done = await db.Apply(reach, today, newly, after, batch, now, ct);
            foreach (var act in done.Where(act => act.Act is not null))
                db.Audit(AuditEntry.Of(Self, $"retention.{reach.Rule.Action}", "retention-act", act.Act!.Value, now, act.Province, act.Commune, reach.Rule.Version), null, new { act.Rows, act.Digest });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            reached += done.Sum(act => act.Rows);
            if (done.Count == 0 || done[0].Seen < batch)
                return reached;
            after = done[0].Last;
        }
    }

    private async Task<long> EraseSingly(RetentionReach reach, DateOnly today, int? newly, int batch, CancellationToken ct)
    {
        var (after, reached) = ((string?)null, 0L);
        while (true)
        {
            List<RetentionQueries.Found> due;
            await using (var db = await Open(ct))
                due = await db.Next(reach, today, newly, after, batch, ct);
            foreach (var found in due.Where(found => found.Hold is null))
                reached += await Erase(reach, found, today, newly, ct) ? 1 : 0;
            if (due.Count < batch)
                return reached;
            after = due[^1].Key;
        }
    }

    // As on a request of the person: rows in stored files first, then the registry, under a certificate that names no request.
    private async Task<bool> Erase(RetentionReach reach, RetentionQueries.Found found, DateOnly today, int? newly, CancellationToken ct)
    {
        await using var db = await Open(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isWhole = reach.Rule.Code == RetentionReach.Household;
        // Somebody may have come back meanwhile: asked once more under the lock that the erasure needs.
        var household = await db.Households.FromSql($"select * from household where id = {found.Household} for update").AsNoTracking().SingleAsync(ct);
        if ((await db.Next(reach, today, newly, Before(found.Key), 1, ct)).SingleOrDefault() is not { Hold: null } still || still.Key != found.Key)
            return false;
        var members = await db.Members.AsNoTracking().Where(row => row.HouseholdId == household.Id && row.ProvinceCode == household.ProvinceCode && (isWhole || row.Id == found.Id)).ToListAsync(ct);
        var now = clock.GetUtcNow();
        var certificate = new ErasureCertificate
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = household.Id,
            MemberId = isWhole ? null : found.Id,
            Ground = reach.Rule.LegalSource,
            ErasedBy = Self.Id,
            ErasedAt = now,
            Digest = ErasureCertificate.Prove(Erasure.Lines(seals, household, members, isWhole)).Digest,
        };
        var act = new RetentionAct
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            RuleCode = reach.Rule.Code,
            RuleProvince = reach.Rule.ProvinceCode,
            RuleValidFrom = reach.Rule.ValidFrom,
            Months = reach.Rule.Months!.Value,
            Action = reach.Rule.Action,
            OnDay = today,
            Rows = 1,
            Digest = RetentionAct.DigestOf([found.Key]),
            DoneAt = now,
        };
        db.ErasureCertificates.Add(certificate);
        db.RetentionActs.Add(act);
        db.Audit(AuditEntry.Of(Self, "erasure.certify", "erasure-certificate", certificate.Id, now, household.ProvinceCode, household.CommuneCode, reach.Rule.Version), certificate);
        db.Audit(AuditEntry.Of(Self, $"retention.{reach.Rule.Action}", "retention-act", act.Id, now, household.ProvinceCode, household.CommuneCode, reach.Rule.Version), act);
        await db.SaveChangesAsync(ct);
        if (await files.Redact((NpgsqlConnection)db.Database.GetDbConnection(), certificate, ct) is not null)
            return false;
        await db.Erase(certificate, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // The greatest text before a key: keys are hexadecimal identities, so that one character less at the end comes before it and after every other.
    private static string Before(string key) => key[..^1] + (char)(key[^1] - 1) + "~";

    private async Task<HouseholdDb> Open(CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        db.Area = AreaScope.Nationwide;
        return db;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Rule of retention {Rule} reached {Records} records")]
    private static partial void Reached(ILogger logger, string rule, long records);
}
