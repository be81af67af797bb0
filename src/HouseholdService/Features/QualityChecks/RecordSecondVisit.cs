using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.QualityChecks;

/// <summary>Records what the second visit of a household of the sample found.</summary>
internal static class RecordSecondVisit
{
    /// <summary>The second visit.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="FoundClass">Class by the second visit.</param>
    /// <param name="On">Date; today when absent.</param>
    /// <param name="Visitor">Who visited.</param>
    /// <param name="Note">Note.</param>
    public sealed record Request(
        Guid CaseId,
        PovertyClass FoundClass,
        [PersonalData(DataClass.P1)] DateOnly? On,
        [PersonalData(DataClass.P1)] string? Visitor,
        [PersonalData(DataClass.P2)] string? Note);

    public static void Map(RouteGroupBuilder samples) => samples.MapPost("/{id:guid}/visits", Handle).WithName("RecordSecondVisit")
        .WithSummary("Record a second visit of a quality sample").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<NoContent, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (await db.QualityVisits.FirstOrDefaultAsync(row => row.SampleId == id && row.CaseId == request.CaseId, ct) is not { } visit)
            return Refusal.NotFound;
        var found = await db.ReviewCases.AsNoTracking().FirstAsync(row => row.Id == request.CaseId, ct);
        if (visit.Record(request.FoundClass, request.On ?? desk.Today, request.Visitor, request.Note, found.DecidedOn!.Value, desk.Today) is { } refusal)
            return refusal;
        desk.Audit((await desk.Cycle(found.CycleId, ct))!, "quality-sample.visit", id, "quality-sample");
        return await db.Save(ct) is { } twice ? twice : TypedResults.NoContent();
    }
}
