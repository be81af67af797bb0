using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>What every change of a cycle does around its own rule: find, compare, change, audit, save, answer.</summary>
internal static class CycleChange
{
    public static async Task<Results<Ok<CycleView>, Refusal>> Make(
        Guid id, string action, HouseholdDb db, CaseDesk desk, HttpContext http, Func<ReviewCycle, Task<Refusal?>> change, CancellationToken ct)
    {
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        if (RowTag.Compare(http.Request, cycle.RowVersion, "state", $"Cuộc rà soát đang ở trạng thái {cycle.State}.", $"The review is {cycle.State}.") is { } changed)
            return changed;
        if (await change(cycle) is { } refusal)
            return refusal;
        desk.Audit(cycle, $"review-cycle.{action}");
        if (await db.Save(ct) is { } twice)
            return twice;
        RowTag.Send(http.Response, cycle.RowVersion);
        return TypedResults.Ok(CycleView.Of(cycle));
    }
}
