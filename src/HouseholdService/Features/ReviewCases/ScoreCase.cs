using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Scores a visited case under the standard that was fixed at the visit.</summary>
internal static class ScoreCase
{
    /// <summary>The step.</summary>
    /// <param name="On">Date; today when absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On);

    public static void Map(RouteGroupBuilder cases) => cases.MapPost("/{id:guid}/score", Handle).WithName("ScoreCase")
        .WithSummary("Score a visited case").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<CaseView>, Refusal>> Handle(Guid id, Request? request, HouseholdDb db, ReferenceBook book, CaseDesk desk, HttpContext http, CancellationToken ct)
    {
        var (found, cycle, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var act = await desk.Act(cycle!, request?.On, ct);
        if (CasePath.Enter(found!.State, CaseStep.Score, act.Rules).Refusal is { } early)
            return early;
        var review = await db.Reviews.AsNoTracking().FirstAsync(row => row.Id == found.ReviewId && row.ProvinceCode == found.ProvinceCode, ct);
        var standard = (await book.Open(ct)).Standards.Of(found.StandardCode!)!;
        var result = Classifier.Classify(Answers.Of(review), review.AreaType, standard);
        return await desk.Take(found, cycle!, act, (open, score) => open.Score(result, ScoringVersion.Of(standard), score), ct) is { } why ? why : CaseAct.Answer(found, http.Response);
    }
}
