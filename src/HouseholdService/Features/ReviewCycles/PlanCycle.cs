using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Plans a commune's annual review, or its review on request of a month.</summary>
internal static class PlanCycle
{
    /// <summary>A plan.</summary>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Kind">Annual or Monthly.</param>
    /// <param name="PlanNumber">Number of the plan.</param>
    /// <param name="PlannedOn">Date of the plan.</param>
    /// <param name="OpensOn">First day of the review.</param>
    /// <param name="ClosesOn">Last day; must lie inside the window of the procedure.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? CommuneCode, ReviewKind Kind, string? PlanNumber, DateOnly PlannedOn, DateOnly OpensOn, DateOnly ClosesOn);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/", Handle).WithName("PlanCycle")
        .WithSummary("Plan a commune's review").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Created<CycleView>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, CaseDesk desk, AreaScope scope, HttpResponse response, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        var (commune, refusal) = AreaRequest.Commune(pages.Areas, request.CommuneCode, desk.Today, scope);
        if (commune is null)
            return refusal!;
        if (!Enum.IsDefined(request.Kind) || request.OpensOn.Year < 2021 || request.OpensOn.Year > desk.Today.Year + 1)
            return Refusal.Invalid(new FieldFault("opensOn", "Loại rà soát hoặc năm rà soát không đúng.", "The kind of review or its year is not right."));
        var inForce = await db.ListBefore(commune.ProvinceCode, commune.Code, request.OpensOn.Year + 1, ct);
        if (request.Kind == ReviewKind.Monthly && inForce is null)
            return Refusal.Rule("no-list", "Xã chưa có danh sách được công nhận; rà soát thường xuyên bổ sung vào danh sách đang có hiệu lực.",
                "The commune has no recognised list; a review on request changes the list in force.", ReviewRules.Procedure);
        var (cycle, wrong) = ReviewCycle.Plan(commune.ProvinceCode, commune.Code, request.Kind == ReviewKind.Annual ? request.OpensOn.Year : inForce!.ReviewYear,
            new CyclePlan(request.PlanNumber, request.PlannedOn, request.OpensOn, request.ClosesOn), pages.Reviews.On(request.Kind, request.OpensOn), desk.ActorId);
        if (cycle is null)
            return wrong!;
        if (await db.ReviewCycles.AnyAsync(other => other.ProvinceCode == cycle.ProvinceCode && other.CommuneCode == cycle.CommuneCode && other.Kind == cycle.Kind
                && other.Year == cycle.Year && other.Month == cycle.Month && other.State != CycleState.Cancelled, ct))
            return Refusal.Conflict("cycle-exists", "Xã đã có kế hoạch rà soát cho kỳ này.", "The commune has planned a review for this period already.");
        db.ReviewCycles.Add(cycle);
        desk.Audit(cycle, "review-cycle.plan");
        if (await db.Save(ct) is { } twice)
            return twice;
        RowTag.Send(response, cycle.RowVersion);
        return TypedResults.Created($"/v1/review-cycles/{cycle.Id}", CycleView.Of(cycle));
    }
}
