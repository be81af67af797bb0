using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>One case with every step: who, when, on what ground, why.</summary>
internal static class GetCase
{
    /// <summary>A case.</summary>
    /// <param name="Case">Where it stands.</param>
    /// <param name="Steps">How it came there.</param>
    public sealed record Response(CaseView Case, IReadOnlyList<Step> Steps);

    /// <summary>A step.</summary>
    /// <param name="Ordinal">Order, from 1.</param>
    /// <param name="Taken">The step.</param>
    /// <param name="From">State before.</param>
    /// <param name="To">State after.</param>
    /// <param name="On">Legal date.</param>
    /// <param name="RecordedAt">When it was recorded.</param>
    /// <param name="Actor">Who.</param>
    /// <param name="EvidenceKind">Kind of the evidence.</param>
    /// <param name="EvidenceReference">Its reference.</param>
    /// <param name="EvidenceSha256">Its fingerprint.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Irregularities">What was let pass by rule.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Step(
        int Ordinal, CaseStep Taken, CaseState? From, CaseState To, DateOnly On, DateTimeOffset RecordedAt, string Actor, string? EvidenceKind, string? EvidenceReference, string? EvidenceSha256,
        string? Reason, IReadOnlyList<string> Irregularities);

    public static void Map(RouteGroupBuilder cases) => cases.MapGet("/{id:guid}", Handle).WithName("GetCase")
        .WithSummary("A case with its history").ProducesProblem(StatusCodes.Status404NotFound).RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.ReviewCases.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return Refusal.NotFound;
        var steps = await db.CaseSteps.AsNoTracking().Where(step => step.CaseId == id).OrderBy(step => step.Ordinal).ToListAsync(ct);
        RowTag.Send(response, found.RowVersion);
        return TypedResults.Ok(new Response(CaseView.Of(found), [.. steps.Select(step => new Step(
            step.Ordinal, step.Step, step.FromState, step.ToState, step.TakenOn, step.RecordedAt, step.ActorId, step.EvidenceKind, step.EvidenceReference, step.EvidenceSha256,
            step.Reason, step.Irregularities))]));
    }
}
