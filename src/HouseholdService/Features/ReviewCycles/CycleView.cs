using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>A commune's review.</summary>
/// <param name="Id">The cycle.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="Kind">Annual, or monthly on request.</param>
/// <param name="Year">Calendar year.</param>
/// <param name="Month">Month of a review on request; 0 for the annual one.</param>
/// <param name="ListYear">Year of the list that its decisions change.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PlanNumber">Number of the plan.</param>
/// <param name="PlannedOn">Date of the plan.</param>
/// <param name="OpensOn">First day.</param>
/// <param name="ClosesOn">Last day of a decision.</param>
/// <param name="CommitteeDecision">Decision on the steering committee.</param>
/// <param name="ReportNumber">Number of the report to the province.</param>
/// <param name="ReportedOn">Date of the report.</param>
/// <param name="Totals">Totals as reported (JSON text).</param>
/// <param name="LockedAt">When the province locked it.</param>
[PersonalData(DataClass.P1)]
public sealed record CycleView(
    Guid Id, string ProvinceCode, string CommuneCode, ReviewKind Kind, int Year, int Month, int ListYear, CycleState State, string PlanNumber, DateOnly PlannedOn, DateOnly OpensOn,
    DateOnly ClosesOn, string? CommitteeDecision, string? ReportNumber, DateOnly? ReportedOn, string? Totals, DateTimeOffset? LockedAt)
{
    /// <summary>The cycle as callers see it.</summary>
    public static CycleView Of(ReviewCycle cycle) => new(
        cycle.Id, cycle.ProvinceCode, cycle.CommuneCode, cycle.Kind, cycle.Year, cycle.Month, cycle.ListYear, cycle.State, cycle.PlanNumber, cycle.PlannedOn, cycle.OpensOn,
        cycle.ClosesOn, cycle.CommitteeDecision, cycle.ReportNumber, cycle.ReportedOn, cycle.Totals, cycle.LockedAt);
}
