using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>
/// Has all households of the communes that went as a whole into a province taken over to their successors, in the background and true from the day of the reform. Divided
/// communes stay on the work list by hamlet.
/// </summary>
internal static class StartUnitMove
{
    /// <summary>The move.</summary>
    /// <param name="ProvinceCode">Province of the new communes.</param>
    /// <param name="ChangedOn">First day of the new communes; the newest reform when absent.</param>
    /// <param name="Reason">Why, for the communes to read.</param>
    /// <param name="Evidence">Number of the paper, such as the resolution on the new units.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ProvinceCode, DateOnly? ChangedOn, string? Reason, string? Evidence);

    public static void Map(RouteGroupBuilder moves) => moves.MapPost("", Handle).WithName("StartUnitMove")
        .WithSummary("Take the households of communes that went as a whole into a province over to their successors").RequireScope(Scopes.UnitsChoose).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Accepted<UnitMoveView>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (HandOverRules.WhyNot(request.Reason) is { } fault)
            return HandOverRules.Faulty(fault);
        var (day, refusal) = await UnitMoveRequest.Day(db, book, request.ProvinceCode, request.ChangedOn, scope, ct);
        if (day is null)
            return refusal!;
        var (province, changedOn) = (request.ProvinceCode!, day.Value);
        if (await db.UnitMoves.AsNoTracking().FirstOrDefaultAsync(row => row.ProvinceCode == province && row.ChangedOn == changedOn
            && (row.State == UnitMoveState.Queued || row.State == UnitMoveState.Running || row.State == UnitMoveState.UndoQueued || row.State == UnitMoveState.Undoing), ct) is { } running)
            return UnitMove.RunsAlready(running.Id);
        if (!await IsAnyWaiting(db, book, province, changedOn, ct))
            return UnitMove.NothingWaits(province);
        await db.WorkIn(scope, ct);
        var move = new UnitMove
        {
            ProvinceCode = province,
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            ChangedOn = changedOn,
            Reason = ground.Reason,
            Evidence = ground.Evidence,
            RequestedBy = actor.Id,
            RequestedAt = clock.GetUtcNow(),
        };
        db.UnitMoves.Add(move);
        db.Audit(AuditEntry.Of(actor, "unit.move", "unit-move", move.Id, move.RequestedAt, province, purpose: $"reform of {changedOn:yyyy-MM-dd}"), move);
        return await db.Save(ct) is { } twice ? twice : TypedResults.Accepted($"/household/v1/unit-moves/{move.Id}", UnitMoveView.Of(move));
    }

    private static async Task<bool> IsAnyWaiting(HouseholdDb db, ReferenceBook book, string province, DateOnly changedOn, CancellationToken ct)
    {
        var areas = (await book.Open(ct)).Areas;
        foreach (var ended in await db.Certain(province, changedOn, ct))
        {
            if (areas.On(ended.To[0].NewCode, changedOn) is not { } to)
                continue;
            await db.WorkIn(new AreaScope([], [ended.OldCode, to.Code], false), ct);
            if (await UnitMoveRun.ToGo(db, ended, to).AnyAsync(ct))
                return true;
        }

        return false;
    }
}
