using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>
/// Runs a move or takes it back, some hundred households in a commit, each with its own hand-over, event and lines of the audit trail. What was done is not due any more, so an
/// interrupted run is simply begun again.
/// </summary>
internal sealed class UnitMoveRun(IDbContextFactory<HouseholdDb> databases, ReferenceBook book, NationwideSource country, PersonSeals seals, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>Runs it; false when somebody wants it otherwise meanwhile.</summary>
    public async Task<bool> Run(UnitMoveJobs.Claimed claimed, CancellationToken ct)
    {
        await using var db = await Open(AreaScope.Nationwide, ct);
        var move = await db.UnitMoves.AsNoTracking().SingleAsync(row => row.Id == claimed.Id, ct);
        var areas = (await book.Open(ct)).Areas;
        return claimed.IsUndo ? await TakeBack(move, areas, ct) : await Move(move, areas, await db.Certain(move.ProvinceCode, move.ChangedOn, ct), ct);
    }

    /// <summary>Households of an ended commune that have to go to its successor; none where nothing changed for them.</summary>
    public static IQueryable<Household> ToGo(HouseholdDb db, EndedCommune ended, Commune to)
    {
        var isOther = ended.OldCode != to.Code || ended.OldProvince != to.ProvinceCode;
        return db.Undecided(ended).Where(home => isOther || home.AreaType != to.AreaType);
    }

    private async Task<bool> Move(UnitMove move, CommuneDirectory areas, List<EndedCommune> ended, CancellationToken ct)
    {
        var ways = ended.Select(one => (Ended: one, To: areas.On(one.To[0].NewCode, one.ChangedOn))).Where(way => way.To is not null).Select(way => (way.Ended, To: way.To!)).ToList();
        // All ids of a commune at once: asked for in the order of ids, so many at a time, the database looks through the whole province for them.
        var due = new List<Guid[]>();
        foreach (var (one, to) in ways)
        {
            await using var db = await Open(Both(one.OldCode, to.Code), ct);
            due.Add(await ToGo(db, one, to).Select(home => home.Id).ToArrayAsync(ct));
        }

        if (!await UnitMoveJobs.Begin(country.Source, move.Id, isUndo: false, due.Sum(ids => ids.Length), ct))
            return false;
        var ground = new Ground(move.Reason, move.Evidence);
        foreach (var ((one, to), all) in ways.Zip(due))
            foreach (var ids in all.Order().Chunk(HandOverBatch.Size))
            {
                await using var db = await Open(Both(one.OldCode, to.Code), ct);
                var homes = await ToGo(db, one, to).AsNoTracking().Where(home => ids.Contains(home.Id)).ToListAsync(ct);
                List<UnitMoveWait> waits = [.. (await Place(db, move.RequestedBy, [.. homes.Select(home => new Going(home))], new Placing(move.Id, to, move.ChangedOn, ground), ct))
                    .Select(one => UnitMoveJobs.Waits(move.Id, one.Key, to.ProvinceCode, to.Code, one.Value))];
                if (!await UnitMoveJobs.Report(country.Source, move.Id, isUndo: false, homes.Count - waits.Count, waits, ct))
                    return false;
            }

        return true;
    }

    private async Task<bool> TakeBack(UnitMove move, CommuneDirectory areas, CancellationToken ct)
    {
        var ground = new Ground(move.UndoReason!, move.UndoEvidence!);
        Guid[] all;
        await using (var db = await Open(AreaScope.Nationwide, ct))
            all = await Gone(db, move).Select(row => row.Id).ToArrayAsync(ct);
        if (!await UnitMoveJobs.Begin(country.Source, move.Id, isUndo: true, all.Length, ct))
            return false;
        foreach (var ids in all.Order().Chunk(HandOverBatch.Size))
        {
            List<HouseholdHandOver> gone;
            await using (var db = await Open(AreaScope.Nationwide, ct))
                gone = await Gone(db, move).AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(ct);
            var waits = new List<UnitMoveWait>();
            foreach (var way in gone.GroupBy(row => (row.ProvinceCode, row.CommuneCode, row.ToProvinceCode, row.ToCommuneCode)))
                waits.AddRange((await TakeBack(move, [.. way], areas, ground, ct)).Select(one => UnitMoveJobs.Waits(move.Id, one.Key, way.Key.ToProvinceCode, way.Key.ToCommuneCode, one.Value)));
            if (!await UnitMoveJobs.Report(country.Source, move.Id, isUndo: true, gone.Count - waits.Count, waits, ct))
                return false;
        }

        return true;
    }

    // All of them went from one commune to one other.
    private async Task<Dictionary<Guid, Refusal>> TakeBack(UnitMove move, List<HouseholdHandOver> rows, CommuneDirectory areas, Ground ground, CancellationToken ct)
    {
        var (from, province, commune) = (rows[0].CommuneCode, rows[0].ToProvinceCode, rows[0].ToCommuneCode);
        await using var db = await Open(Both(from, commune), ct);
        Guid[] ids = [.. rows.Select(row => row.HouseholdId)];
        var homes = await db.Households.AsNoTracking().Where(home => ids.Contains(home.Id) && home.ProvinceCode == province && home.CommuneCode == commune).ToDictionaryAsync(home => home.Id, ct);
        HashSet<Guid> decided = [
            .. await db.Reviews.Where(review => ids.Contains(review.HouseholdId) && review.ProvinceCode == province && review.ReviewedOn >= move.ChangedOn).Select(review => review.HouseholdId).ToListAsync(ct),
            .. await db.ListEntries.Where(entry => ids.Contains(entry.HouseholdId) && entry.ProvinceCode == province && entry.CommuneCode == commune
                && db.Lists.Any(list => list.Id == entry.ListId && list.DecidedOn >= move.ChangedOn)).Select(entry => entry.HouseholdId).ToListAsync(ct)];
        var old = areas.On(from, move.ChangedOn.AddDays(-1));
        var (waits, going) = (new Dictionary<Guid, Refusal>(), new List<Going>());
        foreach (var row in rows)
            if (old is null || !homes.TryGetValue(row.HouseholdId, out var home))
                waits.Add(row.HouseholdId, HandOverRules.GoneOn);
            else if (decided.Contains(row.HouseholdId))
                waits.Add(row.HouseholdId, HandOverRules.DecidedThere);
            else
                going.Add(new Going(home, row.Id));
        if (going.Count > 0)
            foreach (var (id, why) in await Place(db, move.UndoRequestedBy!, going, new Placing(move.Id, old!, move.ChangedOn, ground), ct))
                waits.Add(id, why);
        return waits;
    }

    private static IQueryable<HouseholdHandOver> Gone(HouseholdDb db, UnitMove move) => db.HandOvers.Where(
        row => row.ChoiceId == move.Id && row.State == HandOverState.Accepted && row.TakesBackId == null && !db.HandOvers.Any(back => back.TakesBackId == row.Id && back.State == HandOverState.Accepted));

    private static AreaScope Both(string one, string other) => new([], [one, other], false);

    // On record stands the officer who asked, through the service itself.
    private static Actor Self(string officer) => Actor.System("household") with { Id = officer };

    private async Task<Dictionary<Guid, Refusal>> Place(HouseholdDb db, string officer, List<Going> homes, Placing placing, CancellationToken ct)
    {
        await using var events = new EventDesk(db, book, country, seals, Self(officer), clock);
        return await new HandOverBatch(db, new HandOverDesk(db, events, Self(officer), AreaScope.Nationwide), Self(officer), clock, signal).Place(homes, placing, ct);
    }

    private async Task<HouseholdDb> Open(AreaScope area, CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        db.Area = area;
        return db;
    }
}
