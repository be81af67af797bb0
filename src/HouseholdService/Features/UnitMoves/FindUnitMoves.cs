using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>Moves of the caller's provinces, and how far one is.</summary>
internal static class FindUnitMoves
{
    public static void Map(RouteGroupBuilder moves)
    {
        moves.MapGet("", List).WithName("FindUnitMoves").WithSummary("Moves of households to the communes of a reform").RequireScope(Scopes.UnitsChoose);
        moves.MapGet("/{id:guid}", Get).WithName("GetUnitMove").WithSummary("Progress of a move of households to the communes of a reform").RequireScope(Scopes.UnitsChoose);
    }

    private static async Task<Results<Ok<Page<UnitMoveView>>, Refusal>> List(string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.UnitMoves.AsNoTracking().Where(row => row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<UnitMoveView>([.. found.Take(size).Select(UnitMoveView.Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    private static async Task<Results<Ok<UnitMoveView>, Refusal>> Get(Guid id, HouseholdDb db, CancellationToken ct) =>
        await db.UnitMoves.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is { } move ? TypedResults.Ok(UnitMoveView.Of(move)) : Refusal.NotFound;
}
