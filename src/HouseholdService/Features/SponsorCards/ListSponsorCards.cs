using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.SponsorCards;

/// <summary>
/// The households that a helper may help: those granted one by one, and in granted areas those on a list in force that agreed to be shared with sponsors. Nobody is named
/// here; the card of each says what it agreed to.
/// </summary>
internal static class ListSponsorCards
{
    private const string NotRecognised = "not-recognised";
    private const string Restricted = "restricted";

    /// <summary>A household to help.</summary>
    /// <param name="HouseholdId">The household; its card is at /v1/households/{id}/sponsor-card.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Class">Poor or near-poor on the list in force; null where there is no card.</param>
    /// <param name="AreaType">Urban or rural.</param>
    /// <param name="Persons">Members.</param>
    /// <param name="IsGranted">Granted by itself, not by its area.</param>
    /// <param name="Closed">Why there is no card now: <c>not-recognised</c> (on no list in force) or <c>restricted</c> (the household asked not to be shared); null where there is one.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid HouseholdId, string CommuneCode, PovertyClass? Class, AreaType AreaType, int Persons, bool IsGranted, string? Closed);

    public static void Map(RouteGroupBuilder cards) => cards.MapGet("", Handle).WithName("ListSponsorCards")
        .WithSummary("Households that you may help: granted one by one, or of your areas and willing; nobody is named").RequireScope(Scopes.SponsorCardsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string? cursor, int? limit, HttpContext http, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var (size, today, pages) = (limit ?? PageSize.Usual, clock.Today(), await book.Open(ct));
        if (pages.Purpose(ProcessingPurpose.SponsorHelp, today) is not { } purpose)
            return ProcessingPurpose.Unknown;
        var (granted, provinces, own, everywhere) = (area.Records.ToArray(), area.Provinces.ToArray(), area.Communes.ToArray(), area.IsNationwide);
        // Lists, consents and restrictions lie with the communes of granted households; whatever is asked below names those households, or the caller's own areas.
        var communes = await db.Households.AsNoTracking().Where(row => granted.Contains(row.Id)).Select(row => row.CommuneCode).Distinct().ToListAsync(ct);
        await db.WorkIn(area with { Communes = [.. own.Union(communes)], Records = [] }, ct);
        string[] kinds = [.. pages.ConsentKinds.Where(kind => kind.Code == ConsentKind.SharingWithSponsors && kind.IsInForceOn(today)).Select(kind => kind.Code)];
        var willing = db.Consents.Where(row => kinds.Contains(row.KindCode) && row.MemberId == null && row.WithdrawnOn == null && row.GivenOn <= today && today <= row.Until
            && (everywhere || provinces.Contains(row.ProvinceCode) || own.Contains(row.CommuneCode))).Select(row => row.HouseholdId);
        var rows = await (
            from household in db.Households.AsNoTracking()
            where household.Id.CompareTo(after) > 0 && household.ErasedOn == null && (granted.Contains(household.Id) || willing.Contains(household.Id))
            let isWithheld = db.Restrictions.Any(row => row.HouseholdId == household.Id && row.MemberId == null && row.EndedOn == null)
            let latest = db.ListsInForce().Where(list => list.ProvinceCode == household.ProvinceCode && list.CommuneCode == household.CommuneCode)
                .OrderByDescending(list => list.ReviewYear).Select(list => (Guid?)list.Id).FirstOrDefault()
            let listed = db.ListEntries.Where(entry => entry.ListId == latest && entry.HouseholdId == household.Id && (entry.Class == PovertyClass.Poor || entry.Class == PovertyClass.NearPoor))
                .Select(entry => (PovertyClass?)entry.Class).FirstOrDefault()
            where granted.Contains(household.Id)
                || ((everywhere || provinces.Contains(household.ProvinceCode) || own.Contains(household.CommuneCode)) && listed != null && !isWithheld)
            orderby household.Id
            select new { household.Id, household.ProvinceCode, household.CommuneCode, Class = listed, household.AreaType, household.Persons, IsWithheld = isWithheld })
            .Take(size + 1).ToListAsync(ct);
        var at = clock.GetUtcNow();
        foreach (var row in rows.Take(size))
            db.Audit(AuditEntry.Of(actor, "sponsor-cards.list", "household", row.Id, at, row.ProvinceCode, row.CommuneCode, purpose.Code));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. rows.Take(size).Select(row => (Row: row, Closed: row.IsWithheld ? Restricted : row.Class is null ? NotRecognised : null)).Select(pair => new Item(
                pair.Row.Id, pair.Row.CommuneCode, pair.Closed is null ? pair.Row.Class : null, pair.Row.AreaType, pair.Row.Persons, granted.Contains(pair.Row.Id), pair.Closed))],
            rows.Count > size ? IdCursor.After(rows[size - 1].Id) : null));
    }
}
