using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Households of the caller's areas, masked; optionally those of a recognised class.</summary>
internal static class FindHouseholds
{
    /// <summary>A household, masked.</summary>
    /// <param name="Id">The household.</param>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked: family name and initials.</param>
    /// <param name="AreaType">Urban or rural on the day of the last review.</param>
    /// <param name="Persons">Members.</param>
    public sealed record Item(
        Guid Id,
        [PersonalData(DataClass.P1)] string CommuneCode,
        [PersonalData(DataClass.P1)] string? Code,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string Head,
        AreaType AreaType,
        [PersonalData(DataClass.P1)] int Persons);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/", Handle).WithName("FindHouseholds")
        .WithSummary("Households of your areas, masked; by recognised class with class and year").RequireScope(Scopes.HouseholdsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string? communeCode, PovertyClass? @class, short? year, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        if (@class is not null && year is null)
            return Refusal.Invalid(new FieldFault("year", "Lọc theo loại hộ cần có năm của danh sách.", "To filter by class, name the year of the list."));
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        // Who works for one commune means it: named, its pages come from one place of an index.
        if (communeCode is null && scope is { IsNationwide: false, Provinces.Count: 0, Records.Count: 0 })
        {
            var (areas, today) = ((await book.Open(ct)).Areas, clock.Today());
            communeCode = scope.Communes.Concat(scope.HamletCommunes).Where(code => areas.On(code, today) is not null).Take(2).ToArray() is [var only] ? only : null;
        }

        var households = db.Households.AsNoTracking().Where(household => (communeCode == null || household.CommuneCode == communeCode) && household.ErasedOn == null && household.Id.CompareTo(after) > 0);
        if (@class is not null)
        {
            var lists = db.ListsInForce().Where(list => list.ReviewYear == year).Select(list => list.Id);
            households = households.Where(household => db.ListEntries.Any(entry => entry.HouseholdId == household.Id && entry.Class == @class && lists.Contains(entry.ListId)));
        }

        var found = await households.OrderBy(household => household.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>(
            [.. found.Take(size).Select(row => new Item(row.Id, row.CommuneCode, row.Code, row.HamletName, Masked.Name(row.HeadName), row.AreaType, row.Persons))],
            found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
