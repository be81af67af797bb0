using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>Households that a move could not take along, or not back, each with the reason.</summary>
internal static class ListWaits
{
    /// <summary>A household that waits.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="ToCommuneCode">The new commune.</param>
    /// <param name="Code">Code of the reason.</param>
    /// <param name="Vi">The reason in Vietnamese.</param>
    /// <param name="En">The reason in English.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid HouseholdId, string ToCommuneCode, string Code, string Vi, string En);

    public static void Map(RouteGroupBuilder moves) => moves.MapGet("/{id:guid}/waiting", Handle).WithName("ListUnitMoveWaits")
        .WithSummary("Households that a move could not take along, with reasons").RequireScope(Scopes.UnitsChoose);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(Guid id, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (!await db.UnitMoves.AnyAsync(row => row.Id == id, ct))
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await db.UnitMoveWaits.AsNoTracking().Where(row => row.MoveId == id && row.HouseholdId.CompareTo(after) > 0).OrderBy(row => row.HouseholdId).Take(size + 1)
            .Select(row => new Item(row.HouseholdId, row.CommuneCode, row.Code, row.Vi, row.En)).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size)], found.Count > size ? IdCursor.After(found[size - 1].HouseholdId) : null));
    }
}
