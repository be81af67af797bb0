using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>
/// Undoes a move in the background, also one that still runs: each household goes back where it was from the day of the reform, unless the new commune has reviewed or listed it,
/// or it has gone on. That it was believed to be in the new commune stays readable.
/// </summary>
internal static class UndoUnitMove
{
    /// <summary>Why it is undone.</summary>
    /// <param name="Reason">Why, for the communes to read.</param>
    /// <param name="Evidence">Number of the paper.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason, string? Evidence);

    public static void Map(RouteGroupBuilder moves) => moves.MapPost("/{id:guid}/undo", Handle).WithName("UndoUnitMove")
        .WithSummary("Take back a move of households to the communes of a reform").RequireScope(Scopes.UnitsChoose);

    private static async Task<Results<Accepted<UnitMoveView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.UnitMoves.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } move)
            return Refusal.NotFound;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (HandOverRules.WhyNot(request.Reason) is { } fault)
            return HandOverRules.Faulty(fault);
        var now = clock.GetUtcNow();
        if (move.Undo(actor.Id, now, ground.Reason, ground.Evidence) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "unit.move-back", "unit-move", id, now, move.ProvinceCode, purpose: $"reform of {move.ChangedOn:yyyy-MM-dd}"), move);
        return await db.Save(ct) is { } other ? other : TypedResults.Accepted($"/household/v1/unit-moves/{id}", UnitMoveView.Of(move));
    }
}
