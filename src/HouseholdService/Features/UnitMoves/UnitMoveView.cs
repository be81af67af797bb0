using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>A move of a province's households to the communes of a reform, and how far it is.</summary>
/// <param name="Id">The move.</param>
/// <param name="ProvinceCode">Province of the new communes.</param>
/// <param name="ChangedOn">First day of the new communes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Percent">Share of the households that went, or had to wait, 0 to 100; while it is undone, of those that went back or have to stay.</param>
/// <param name="Households">Households that had to go when it began.</param>
/// <param name="Moved">Households that went.</param>
/// <param name="Waiting">Households that could not go, or not go back; each is listed with its reason.</param>
/// <param name="TakenBack">Households that went back.</param>
/// <param name="RequestedAt">When it was asked for (UTC).</param>
/// <param name="EndedAt">When it ended (UTC).</param>
/// <param name="Failure">Why it failed: attempts, or the kind of fault.</param>
[PersonalData(DataClass.P1)]
public sealed record UnitMoveView(
    Guid Id, string ProvinceCode, DateOnly ChangedOn, UnitMoveState State, int Percent, int Households, int Moved, int Waiting, int TakenBack, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? Failure)
{
    internal static UnitMoveView Of(UnitMove move)
    {
        var isUndo = move.State is UnitMoveState.UndoQueued or UnitMoveState.Undoing or UnitMoveState.Undone;
        var (done, all) = isUndo ? (move.TakenBack + move.Waiting, move.Moved) : (move.Moved + move.Waiting, move.Households);
        var isEnded = move.State is UnitMoveState.Done or UnitMoveState.Undone;
        return new UnitMoveView(move.Id, move.ProvinceCode, move.ChangedOn, move.State, isEnded ? 100 : all == 0 ? 0 : Math.Min(99, done * 100 / all), move.Households, move.Moved, move.Waiting, move.TakenBack,
            move.RequestedAt, move.EndedAt, move.Failure);
    }
}
