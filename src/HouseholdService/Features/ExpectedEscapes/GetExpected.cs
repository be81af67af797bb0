using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Escapes;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ExpectedEscapes;

/// <summary>Lists of a commune, and the households of one; heads are masked.</summary>
internal static class GetExpected
{
    private const int Most = 2000;

    /// <summary>A list with its households.</summary>
    /// <param name="List">The list.</param>
    /// <param name="Households">Households by hamlet.</param>
    public sealed record Response(EscapeListView List, IReadOnlyList<Item> Households);

    /// <summary>A household.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Head">Head, masked.</param>
    /// <param name="Reason">Why it is expected to leave.</param>
    /// <param name="IsConfirmed">The household confirmed.</param>
    public sealed record Item(
        Guid HouseholdId,
        [PersonalData(DataClass.P1)] string Hamlet,
        [PersonalData(DataClass.P2, IsMasked = true)] string? Head,
        [PersonalData(DataClass.P2)] string Reason,
        bool IsConfirmed);

    public static void Map(RouteGroupBuilder escapes)
    {
        escapes.MapGet("/{id:guid}", Handle).WithName("GetExpected").WithSummary("Households expected to escape").RequireScope(Scopes.ReviewsRead).AuditsRead();
        escapes.MapGet("/", Find).WithName("FindExpected").WithSummary("Lists of expected escapes of a commune, latest first").RequireScope(Scopes.ReviewsRead);
    }

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.ExpectedEscapeLists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        var rows = await (from row in db.ExpectedEscapes.AsNoTracking()
                          join household in db.Households.AsNoTracking() on row.HouseholdId equals household.Id into found
                          from household in found.DefaultIfEmpty()
                          where row.ListId == id
                          orderby row.HamletName, row.HouseholdId
                          select new { row, Head = household == null ? null : household.HeadName }).Take(Most).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "expected-escapes.read", "expected-escapes", id, clock.GetUtcNow(), list.ProvinceCode, list.CommuneCode));
        await db.SaveChangesAsync(ct);
        RowTag.Send(response, list.RowVersion);
        return TypedResults.Ok(new Response(EscapeListView.Of(list, db.Area.Contains(list.ProvinceCode, list.CommuneCode) ? null : rows.Count), [.. rows.Select(pair => new Item(
            pair.row.HouseholdId, pair.row.HamletName, pair.Head is null ? null : Masked.Name(pair.Head), pair.row.Reason, pair.row.IsConfirmed))]));
    }

    private static async Task<Results<Ok<IReadOnlyList<EscapeListView>>, Refusal>> Find(string? communeCode, short? year, HouseholdDb db, CancellationToken ct)
    {
        if (communeCode is null)
            return Refusal.Invalid(new FieldFault("communeCode", "Chọn xã.", "Name a commune."));
        var lists = await db.ExpectedEscapeLists.AsNoTracking().Where(row => row.CommuneCode == communeCode && (year == null || row.Year == year))
            .OrderByDescending(row => row.Year).ThenByDescending(row => row.Version).Take(100).ToListAsync(ct);
        if (lists.Count == 0 || db.Area.Contains(lists[0].ProvinceCode, communeCode))
            return TypedResults.Ok<IReadOnlyList<EscapeListView>>([.. lists.Select(list => EscapeListView.Of(list))]);
        Guid[] ids = [.. lists.Select(list => list.Id)];
        var own = await db.ExpectedEscapes.Where(row => ids.Contains(row.ListId)).GroupBy(row => row.ListId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        return TypedResults.Ok<IReadOnlyList<EscapeListView>>([.. lists.Select(list => EscapeListView.Of(list, own.GetValueOrDefault(list.Id)))]);
    }
}
