using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Decided lists of provinces' own standards in the caller's areas, and who is on one.</summary>
internal static class FindLocalLists
{
    /// <summary>A household on a list, masked; its name is that of today.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="Persons">Persons when the list was decided.</param>
    /// <param name="LocalClass">Class under the province's standard.</param>
    /// <param name="NationalClass">Class under the national standard.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string? Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string? Head,
        [PersonalData(DataClass.P1)] int Persons,
        PovertyClass LocalClass,
        PovertyClass NationalClass);

    public static void Map(RouteGroupBuilder standards)
    {
        standards.MapGet("/local/{code}/lists", List).WithName("FindLocalLists").WithSummary("Decided lists of the province's own standard").RequireScope(Scopes.LocalListsRead);
        standards.MapGet("/local-lists/{id:guid}/entries", Entries).WithName("ListLocalEntries").WithSummary("Households of a decided list of the province's own standard").RequireScope(Scopes.LocalListsRead);
    }

    private static async Task<Results<Ok<Page<LocalListView>>, Refusal>> List(string code, string? communeCode, int? year, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.LocalLists.AsNoTracking().Where(row => row.StandardCode == code && (communeCode == null || row.CommuneCode == communeCode) && (year == null || row.ReviewYear == year) && row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<LocalListView>(await LocalListView.Of(db, [.. found.Take(size)], ct), found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Entries(Guid id, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (!await db.LocalLists.AnyAsync(row => row.Id == id, ct))
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        // A household that has moved away since stays on the list, without its name.
        var found = await (from entry in db.LocalListEntries.AsNoTracking().Where(row => row.ListId == id && row.HouseholdId.CompareTo(after) > 0)
                           join household in db.Households.AsNoTracking() on new { entry.HouseholdId, entry.ProvinceCode } equals new { HouseholdId = household.Id, household.ProvinceCode } into homes
                           from home in homes.DefaultIfEmpty()
                           orderby entry.HouseholdId
                           select new { entry, home.Code, home.HamletName, home.HeadName }).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. found.Take(size).Select(row => new Item(row.entry.HouseholdId, row.Code, row.HamletName, row.HeadName is null ? null : Masked.Name(row.HeadName), row.entry.Persons, row.entry.LocalClass, row.entry.NationalClass))],
            found.Count > size ? IdCursor.After(found[size - 1].entry.HouseholdId) : null));
    }
}
