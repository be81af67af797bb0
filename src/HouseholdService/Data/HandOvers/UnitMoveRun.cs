using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>
/// Runs a move or takes it back, household by household, each in a commit of its own with its events and lines of the audit trail. What was done is not due any more, so an
/// interrupted run is simply begun again.
/// </summary>
internal sealed class UnitMoveRun(IDbContextFactory<HouseholdDb> databases, ReferenceBook book, NationwideSource country, PersonSeals seals, TimeProvider clock)
{
    private const int Batch = 50;

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
        var due = 0;
        foreach (var (one, to) in ways)
        {
            await using var db = await Open(Both(one.OldCode, to.Code), ct);
            due += await ToGo(db, one, to).CountAsync(ct);
        }

        if (!await UnitMoveJobs.Begin(country.Source, move.Id, isUndo: false, due, ct))
            return false;
        var ground = new Ground(move.Reason, move.Evidence);
        foreach (var (one, to) in ways)
            for (var last = Guid.Empty; ;)
            {
                await using var db = await Open(Both(one.OldCode, to.Code), ct);
                var homes = await ToGo(db, one, to).AsNoTracking().Where(home => home.Id.CompareTo(last) > 0).OrderBy(home => home.Id).Take(Batch).ToListAsync(ct);
                if (homes.Count == 0)
                    break;
                last = homes[^1].Id;
                var waits = new List<UnitMoveWait>();
                await using (var events = Desk(db, move.RequestedBy))
                    foreach (var home in homes)
                        if (await For(db, events, move.RequestedBy).Place(home, new Placing(move.Id, to, move.ChangedOn, ground), ct) is { } why)
                            waits.Add(UnitMoveJobs.Waits(move.Id, home.Id, to.ProvinceCode, to.Code, why));
                if (!await UnitMoveJobs.Report(country.Source, move.Id, isUndo: false, homes.Count - waits.Count, waits, ct))
                    return false;
            }

        return true;
    }

    private async Task<bool> TakeBack(UnitMove move, CommuneDirectory areas, CancellationToken ct)
    {
        var ground = new Ground(move.UndoReason!, move.UndoEvidence!);
        await using (var db = await Open(AreaScope.Nationwide, ct))
            if (!await UnitMoveJobs.Begin(country.Source, move.Id, isUndo: true, await Gone(db, move).CountAsync(ct), ct))
                return false;
        for (var last = Guid.Empty; ;)
        {
            List<HouseholdHandOver> gone;
            await using (var db = await Open(AreaScope.Nationwide, ct))
                gone = await Gone(db, move).AsNoTracking().Where(row => row.Id.CompareTo(last) > 0).OrderBy(row => row.Id).Take(Batch).ToListAsync(ct);
            if (gone.Count == 0)
                return true;
            last = gone[^1].Id;
            var waits = new List<UnitMoveWait>();
            foreach (var row in gone)
                if (await TakeBack(move, row, areas, ground, ct) is { } why)
                    waits.Add(UnitMoveJobs.Waits(move.Id, row.HouseholdId, row.ToProvinceCode, row.ToCommuneCode, why));
            if (!await UnitMoveJobs.Report(country.Source, move.Id, isUndo: true, gone.Count - waits.Count, waits, ct))
                return false;
        }
    }

    private async Task<Refusal?> TakeBack(UnitMove move, HouseholdHandOver row, CommuneDirectory areas, Ground ground, CancellationToken ct)
    {
        await using var db = await Open(Both(row.CommuneCode, row.ToCommuneCode), ct);
        if (await db.Households.AsNoTracking().FirstOrDefaultAsync(home => home.Id == row.HouseholdId && home.ProvinceCode == row.ToProvinceCode && home.CommuneCode == row.ToCommuneCode, ct) is not { } home
            || areas.On(row.CommuneCode, move.ChangedOn.AddDays(-1)) is not { } old)
            return HandOverRules.GoneOn;
        if (await db.Reviews.AnyAsync(review => review.HouseholdId == home.Id && review.ProvinceCode == home.ProvinceCode && review.ReviewedOn >= move.ChangedOn, ct)
            || await db.ListEntries.AnyAsync(entry => entry.HouseholdId == home.Id && entry.ProvinceCode == home.ProvinceCode && entry.CommuneCode == home.CommuneCode
                && db.Lists.Any(list => list.Id == entry.ListId && list.DecidedOn >= move.ChangedOn), ct))
            return HandOverRules.DecidedThere;
        await using var events = Desk(db, move.UndoRequestedBy!);
        return await For(db, events, move.UndoRequestedBy!).Place(home, new Placing(move.Id, old, move.ChangedOn, ground, row.Id), ct);
    }

    private static IQueryable<HouseholdHandOver> Gone(HouseholdDb db, UnitMove move) => db.HandOvers.Where(
        row => row.ChoiceId == move.Id && row.State == HandOverState.Accepted && row.TakesBackId == null && !db.HandOvers.Any(back => back.TakesBackId == row.Id && back.State == HandOverState.Accepted));

    private static AreaScope Both(string one, string other) => new([], [one, other], false);

    // On record stands the officer who asked, through the service itself.
    private static Actor Self(string officer) => Actor.System("household") with { Id = officer };

    private EventDesk Desk(HouseholdDb db, string officer) => new(db, book, country, seals, Self(officer), clock);

    private static HandOverDesk For(HouseholdDb db, EventDesk events, string officer) => new(db, events, Self(officer), AreaScope.Nationwide);

    private async Task<HouseholdDb> Open(AreaScope area, CancellationToken ct)
    {
        var db = await databases.CreateDbContextAsync(ct);
        db.Area = area;
        return db;
    }
}
