using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Data;

/// <summary>Takes what the registry recognised into the view and lets grants, events and audit follow in the same unit of work.</summary>
public sealed class GrantLedger(RuleBookSource rules, TimeProvider clock)
{
    /// <summary>Reads what is known of the households, in two queries however many they are.</summary>
    public async Task<KnownHouseholds> Read(IReadOnlyList<Guid> ids, SupportDb db, CancellationToken ct)
    {
        var households = await db.Households.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        if (households.Count == 0)
            return new KnownHouseholds(households, Array.Empty<Grant>().ToLookup(grant => grant.HouseholdId));
        var provinces = households.Values.Select(row => row.ProvinceCode).Distinct().ToList();
        var grants = await db.Grants.Where(row => provinces.Contains(row.ProvinceCode) && ids.Contains(row.HouseholdId)).ToListAsync(ct);
        return new KnownHouseholds(households, grants.ToLookup(grant => grant.HouseholdId));
    }

    /// <summary>Changes tracked rows and publishes; the caller saves. An older version is only kept as history.</summary>
    public async Task Take(Recognition recognition, KnownHouseholds known, SupportDb db, CancellationToken ct)
    {
        var household = known.Households.GetValueOrDefault(recognition.HouseholdId);
        // Older than the last word on where the household is: the facts hold, the place does not.
        if (household?.PlaceVersion > recognition.Version)
            (recognition.ProvinceCode, recognition.CommuneCode) = (household.ProvinceCode, household.CommuneCode);
        if (household?.Version >= recognition.Version)
        {
            await Remember(recognition, db, ct);
            return;
        }

        var grants = household is null ? [] : Moved([.. known.Grants[household.Id]], household, recognition.ProvinceCode, recognition.CommuneCode, db);
        if (household is null)
            db.Households.Add(household = SupportHousehold.Of(recognition));
        household.Accept(recognition);
        db.Recognitions.Add(recognition);
        var now = clock.GetUtcNow();
        var outcome = HouseholdEvaluation.Run(household, recognition, grants, await rules.Current(ct), VietnamDay.Of(now), now);
        db.Grants.AddRange(outcome.New);
        foreach (var message in outcome.Events)
            db.Publish(message);
        Audit(db, outcome, now);
    }

    /// <summary>Another commune took the household over: what was recognised stays in force, and every open grant is said anew for the new area.</summary>
    public async Task Move(HouseholdMoved told, KnownHouseholds known, SupportDb db, CancellationToken ct)
    {
        if (known.Households.GetValueOrDefault(told.SubjectId) is not { } household)
        {
            // Its recognition is still on the way; the place is kept for it.
            if (db.Households.Local.All(row => row.Id != told.SubjectId))
                db.Households.Add(SupportHousehold.At(told.SubjectId, told.ProvinceCode, told.CommuneCode, told.SubjectVersion));
            return;
        }

        if (household.PlaceVersion >= told.SubjectVersion)
            return;
        var grants = Moved([.. known.Grants[household.Id]], household, told.ProvinceCode, told.CommuneCode, db);
        foreach (var grant in grants.Where(grant => grant.CommuneCode != told.CommuneCode))
            grant.MoveTo(told.CommuneCode);
        household.Place(told.ProvinceCode, told.CommuneCode, told.SubjectVersion);
        await db.Database.ExecuteSqlAsync($"update recognition set province_code = {told.ProvinceCode}, commune_code = {told.CommuneCode} where household_id = {household.Id}", ct);
        if (await db.Recognitions.AsNoTracking().FirstOrDefaultAsync(row => row.ProvinceCode == told.ProvinceCode && row.HouseholdId == household.Id && row.Version == household.Version, ct) is not { } recognition)
            return;
        var now = clock.GetUtcNow();
        var outcome = HouseholdEvaluation.Run(household, recognition, grants, await rules.Current(ct), VietnamDay.Of(now), now);
        db.Grants.AddRange(outcome.New);
        foreach (var message in outcome.Events)
            db.Publish(message);
        Audit(db, outcome, now, $"moved from {told.FromCommuneCode}");
    }

    /// <summary>Adds an audit line per change of a grant.</summary>
    public static void Audit(SupportDb db, EvaluationOutcome outcome, DateTimeOffset now, string? purpose = null)
    {
        foreach (var message in outcome.Events)
            db.Audit(AuditEntry.Of(
                Actor.System("support"), message is EligibilityGranted ? "grant.award" : "grant.withdraw", "grant", message.SubjectId, now,
                message.ProvinceCode, message.CommuneCode, purpose));
    }

    private static async Task Remember(Recognition recognition, SupportDb db, CancellationToken ct)
    {
        if (!await db.Recognitions.AnyAsync(row => row.HouseholdId == recognition.HouseholdId && row.Version == recognition.Version, ct))
            db.Recognitions.Add(recognition);
    }

    private static List<Grant> Moved(List<Grant> grants, SupportHousehold household, string provinceCode, string communeCode, SupportDb db)
    {
        if (household.ProvinceCode == provinceCode)
            return grants;
        // The household moved to another province: its rows move to that province's partition with it.
        var moved = grants.ConvertAll(grant => grant.MovedTo(provinceCode, communeCode));
        db.Grants.RemoveRange(grants);
        db.Grants.AddRange(moved);
        return moved;
    }
}

/// <summary>What this service knows of the households of a commit.</summary>
public sealed record KnownHouseholds(IReadOnlyDictionary<Guid, SupportHousehold> Households, ILookup<Guid, Grant> Grants);
