using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Hamlets;

/// <summary>Moves households whose hamlet ended, one commit each: to the successor, or back where the change was taken back. Each move is an event of the household that bears the change.</summary>
internal sealed class HamletDesk(HouseholdDb db, EventDesk events, UndoDesk undo)
{
    /// <summary>Nobody else changes hamlets of the commune until the commit.</summary>
    public async Task Hold(string commune, CancellationToken ct)
    {
        await events.Begin(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('hamlets of ' || {commune}, 0))", ct);
    }

    /// <summary>Households that still stand in a hamlet that the change ended.</summary>
    public IQueryable<Household> Waiting(HamletChange change) => db.Households.Where(row => row.ProvinceCode == change.ProvinceCode && row.CommuneCode == change.CommuneCode && row.ClosedOn == null
        && db.HamletChangeLines.Any(line => line.ChangeId == change.Id && line.OldCode == row.HamletCode) && db.Hamlets.Any(hamlet => hamlet.HamletCode == row.HamletCode && hamlet.EndedOn != null));

    /// <summary>Those first that can go: who has to wait comes last, or a hamlet with many of them would not get on.</summary>
    public IQueryable<Household> Next(IQueryable<Household> waiting) => waiting.OrderBy(home => db.ReviewCases.Any(found => found.HouseholdId == home.Id && found.State != CaseState.Closed)
            || db.ListEntries.Any(entry => entry.HouseholdId == home.Id && db.Lists.Any(list => list.Id == entry.ListId && list.State == ListState.Draft)))
        .ThenBy(home => home.Id);

    /// <summary>Moves of households by the change that stand, newest first.</summary>
    public Task<List<HouseholdEvent>> Moves(HamletChange change, int most, CancellationToken ct) => db.HouseholdEvents.FromSql($"""
            select e.* from household_event e where e.facts ->> 'hamletChangeId' = {change.Id.ToString()} and e.commune_code = {change.CommuneCode}
              and not exists (select from household_event u where u.undoes_id = e.id) order by e.id desc limit {most}
            """).AsNoTracking().ToListAsync(ct);

    /// <summary>Moves a household to the successor: from the day of the change, or of its own last change where that is later.</summary>
    /// <returns>Why it cannot go yet, or null.</returns>
    public async Task<Refusal?> Carry(Guid household, HamletChange change, string hamlet, CancellationToken ct)
    {
        if (await db.WhyNotYet(household, ct) is { } busy)
            return busy;
        var (dossier, why) = await events.OpenOne(household, ct);
        if (dossier is not null && why is null)
        {
            var on = dossier.Household.ValidFrom > change.ChangedOn ? dossier.Household.ValidFrom : change.ChangedOn;
            why = LifeEvents.Move(dossier, hamlet, on, events.Today, events.Now);
            if (why is null)
                (_, why) = await events.Record(HouseholdEventKind.Moved, dossier.Household, on, new Ground(change.Reason, change.Evidence), new { hamletChangeId = change.Id }, ct);
        }

        return await Leave(why, ct);
    }

    /// <summary>Takes a move by the change back.</summary>
    /// <returns>Why it cannot go back, or null.</returns>
    public async Task<Refusal?> TakeBack(HouseholdEvent moved, HamletChange change, CancellationToken ct)
    {
        var (_, why) = await events.OpenOne(moved.HouseholdId, ct);
        if (why is null)
            (_, _, why) = await undo.Undo(moved, new Ground(change.UndoReason ?? "", change.UndoEvidence ?? ""), ct);
        return await Leave(why, ct);
    }

    private async Task<Refusal?> Leave(Refusal? why, CancellationToken ct)
    {
        if (why is not null)
            await events.GiveUp(ct);
        db.ChangeTracker.Clear();
        return why;
    }
}
