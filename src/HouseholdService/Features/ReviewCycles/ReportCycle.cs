using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Sends the totals of a closed review to the province: those of the list in force, with the fingerprint of its content.</summary>
internal static class ReportCycle
{
    /// <summary>The report.</summary>
    /// <param name="ReportNumber">Number of the report.</param>
    /// <param name="ReportedOn">Its date.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ReportNumber, DateOnly ReportedOn);

    private sealed record Totals(string DecisionNumber, int Poor, int NearPoor, int AverageLiving, int Escaped, string ContentHash, int Cases, int Recognised, int Refused, int Withdrawn, int Irregular);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/report", Handle).WithName("ReportCycle")
        .WithSummary("Report the totals of a closed review to the province").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CycleChange.Make(id, "report", db, desk, http, async cycle =>
        {
            if (await db.ListsInForce().AsNoTracking().FirstOrDefaultAsync(list => list.CommuneCode == cycle.CommuneCode && list.ProvinceCode == cycle.ProvinceCode && list.ReviewYear == cycle.ListYear, ct)
                is not { } list)
                return Refusal.Rule("no-list", "Danh sách của năm chưa được công nhận.", "The list of the year is not recognised.", ReviewRules.Procedure);
            var cases = await db.ReviewCases.AsNoTracking().Where(found => found.CycleId == id).Select(found => new { found.Outcome, IsIrregular = found.Irregularities.Length > 0 }).ToListAsync(ct);
            int Ended(CaseOutcome outcome) => cases.Count(found => found.Outcome == outcome);
            var totals = new Totals(list.DecisionNumber!, list.PoorHouseholds, list.NearPoorHouseholds, list.AverageLivingHouseholds, list.EscapedHouseholds, list.ContentHash!,
                cases.Count, Ended(CaseOutcome.Recognised), Ended(CaseOutcome.Refused), Ended(CaseOutcome.Withdrawn), cases.Count(found => found.IsIrregular));
            return cycle.Report(request.ReportNumber, request.ReportedOn, JsonSerializer.Serialize(totals, JsonSerializerOptions.Web), desk.Today);
        }, ct);
}
