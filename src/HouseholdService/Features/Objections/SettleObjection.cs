using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>Answers an objection without a re-check, with the reason, or records that it was taken back. The case goes on once none is open.</summary>
internal static class SettleObjection
{
    /// <summary>The answer.</summary>
    /// <param name="On">Date; today when absent.</param>
    /// <param name="Withdrawn">Taken back by who objected.</param>
    /// <param name="Answer">Answer or reason, at least 10 characters.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] DateOnly? On,
        bool Withdrawn,
        [PersonalData(DataClass.P2)] string? Answer);

    public static void Map(RouteGroupBuilder objections) => objections.MapPost("/{id:guid}/settlement", Handle).WithName("SettleObjection")
        .WithSummary("Answer an objection without a re-check").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Ok<ObjectionView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await db.Objections.FirstOrDefaultAsync(row => row.Id == id, ct) is not { } objection)
            return Refusal.NotFound;
        if (RowTag.Compare(http.Request, objection.RowVersion, "state", $"Khiếu nại đang ở trạng thái {objection.State}.", $"The objection is {objection.State}.") is { } changed)
            return changed;
        var found = await db.ReviewCases.FirstAsync(row => row.Id == objection.CaseId, ct);
        var cycle = (await desk.Cycle(found.CycleId, ct))!;
        var act = await desk.Act(cycle, request.On, ct, reason: request.Answer);
        if (objection.Close(request.Withdrawn ? ObjectionState.Withdrawn : ObjectionState.Dismissed, request.Answer, act.On, act.ActorId) is { } refusal)
            return refusal;
        if (await desk.Take(found, cycle, act, (contested, settle) => contested.Settle(settle), ct) is { } why)
            return why;
        RowTag.Send(http.Response, objection.RowVersion);
        return TypedResults.Ok(ObjectionView.Of(objection, act.Rules, desk.Today));
    }
}
