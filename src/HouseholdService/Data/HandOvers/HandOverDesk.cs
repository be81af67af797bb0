using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>The desk between two communes: each side does its part of a hand-over, one at a time, and the acceptance is one commit for both.</summary>
internal sealed class HandOverDesk(HouseholdDb db, EventDesk events, Actor actor, AreaScope scope)
{
    /// <summary>Which side of a hand-over acts.</summary>
    public enum Side
    {
        /// <summary>The commune that offers.</summary>
        Offering,

        /// <summary>The commune to which it is offered.</summary>
        Receiving,
    }

    /// <summary>Opens an offer at the version that <c>If-Match</c> names, for the side whose part it is; nobody else changes it until the commit.</summary>
    public async Task<(HouseholdHandOver? Offer, Refusal? Refusal)> Open(Guid id, Side side, HttpRequest request, CancellationToken ct)
    {
        await events.Begin(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from household_hand_over where id = {id} for update", ct);
        if (await db.HandOversOfBothSides().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } offer)
            return (null, Refusal.NotFound);
        if (!(side == Side.Offering ? scope.Contains(offer.ProvinceCode, offer.CommuneCode) : scope.Contains(offer.ToProvinceCode, offer.ToCommuneCode)))
            return (null, HandOverRules.OtherSide);
        if (request.Headers.IfMatch.Count == 0)
            return (null, HandOverRules.VersionNeeded);
        if (offer.State != HandOverState.Offered)
            return (null, HandOverRules.Ended(offer));
        return (offer, RowTag.Compare(request, offer.RowVersion, "state", "Đề nghị bàn giao đã thay đổi.", "The offer has changed."));
    }

    /// <summary>Keeps a refusal or withdrawal, on record for both sides; the household stays as it is.</summary>
    public async Task<Refusal?> Close(HouseholdHandOver offer, string action, CancellationToken ct)
    {
        foreach (var (province, commune) in Sides(offer))
            db.Audit(AuditEntry.Of(actor, $"household.{action}", "household", offer.HouseholdId, events.Now, province, commune, $"hand-over {offer.Id}"), offer);
        await events.Save(ct);
        return null;
    }

    /// <summary>Takes the household over: members, reviews and its file with it, its past made readable, its recognition noted, one event for both sides.</summary>
    public async Task<(HouseholdEvent? Event, Refusal? Refusal)> Accept(HouseholdHandOver offer, Commune commune, string hamlet, string? code, CancellationToken ct)
    {
        // The row of the other commune is written from here on, after it was decided that this caller may.
        await db.WorkIn(new AreaScope([], [offer.CommuneCode, offer.ToCommuneCode], false), ct);
        var (left, refusal) = await events.OpenOffered(offer.HouseholdId, ct);
        if (left is null || left.Household.CommuneCode != offer.CommuneCode)
            return (null, refusal ?? Refusal.NotFound);
        if ((refusal ?? offer.WhyNotNow(left, events.Today) ?? await db.WhyNotYet(offer.HouseholdId, ct)) is { } why)
            return (null, why);
        Guid[] home = [offer.HouseholdId];
        var recognition = await db.RecognitionOf(offer.HouseholdId, ct);
        var before = (await db.DigestsOf(home, offer.ProvinceCode, ct))[offer.HouseholdId];
        try
        {
            await db.TakeOver([new Taken(offer.Id, code, hamlet)], commune.AreaType, events.Now, ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return (null, EventWords.Twice(taken.ConstraintName ?? ""));
        }
        catch (PostgresException headless) when (OneHead.IsBroken(headless))
        {
            return (null, OneHead.Refused);
        }

        var after = (await db.DigestsOf(home, offer.ToProvinceCode, ct))[offer.HouseholdId];
        var moved = await db.Households.AsNoTracking().FirstAsync(row => row.Id == offer.HouseholdId && row.ProvinceCode == offer.ToProvinceCode, ct);
        var (recorded, trail, news) = HandOverRecord.Of(offer, left.Household, moved, before, after, actor, events.Now);
        db.HouseholdEvents.Add(recorded);
        foreach (var line in trail)
            db.Audit(line);
        foreach (var one in news)
            db.Publish(one);
        offer.Accept(actor.Id, events.Now, recorded.Id, recognition);
        await events.Save(ct);
        return (recorded, null);
    }

    /// <summary>Takes a household of a commune that ended over to its successor, or back, in a commit of its own. Its code stays where it is free there.</summary>
    /// <param name="home">The household.</param>
    /// <param name="placing">Where it goes, and why.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Why it cannot go yet, or null.</returns>
    public async Task<Refusal?> Place(Household home, Placing placing, CancellationToken ct)
    {
        await events.Begin(ct);
        var offer = placing.Offer(home, placing.TakesBack, actor, events.Now);
        Refusal? why;
        try
        {
            db.HandOvers.Add(offer);
            await db.SaveChangesAsync(ct);
            var codes = await db.CodesIn(placing.To, [(home, placing.TakesBack is not null)], ct);
            (_, why) = await Accept(offer, placing.To, home.HamletName, codes[0], ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            why = HandOverRules.OfferedAlready;
        }

        if (why is not null)
            await events.GiveUp(ct);
        db.ChangeTracker.Clear();
        return why;
    }

    private static (string Province, string Commune)[] Sides(HouseholdHandOver offer) => [(offer.ProvinceCode, offer.CommuneCode), (offer.ToProvinceCode, offer.ToCommuneCode)];
}
