using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>
/// Takes forms B that came by workbook as the visits of the listed cases, and scores them. The reviewer is who is assigned to the hamlet; a case of whose household
/// every assigned reviewer is family stays.
/// </summary>
internal static class AdoptReviews
{
    private const int MostLeft = 500;

    /// <summary>What was adopted.</summary>
    /// <param name="Adopted">Cases visited and scored.</param>
    /// <param name="Left">Cases that stay, at most 500 named.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Adopted, IReadOnlyList<Left> Left);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/adoption", Handle).WithName("AdoptReviews")
        .WithSummary("Take imported forms B as the visits of the listed cases, and score them").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var standard = (await book.Open(ct)).Standards.ForYear(cycle.ListYear)!;
        var version = ScoringVersion.Of(standard);
        var reviewers = await db.CyclePeople.AsNoTracking().Where(person => person.CycleId == id && person.Role == CycleRole.Reviewer).OrderBy(person => person.Id).ToListAsync(ct);
        var cases = await db.ReviewCases.Where(found => found.CycleId == id && found.State == CaseState.Listed).ToListAsync(ct);
        var households = cases.Select(found => found.HouseholdId).ToArray();
        var reviews = (await db.Reviews.AsNoTracking().Where(review => households.Contains(review.HouseholdId) && review.ProvinceCode == cycle.ProvinceCode && review.ReviewYear == cycle.ListYear
                && review.ReviewedOn >= cycle.OpensOn).ToListAsync(ct)).ToLookup(review => review.HouseholdId);
        var (adopted, left) = (0, new List<Left>());
        foreach (var found in cases)
        {
            var why = await Adopt(found, reviews[found.HouseholdId].Where(review => review.ReviewedOn >= found.LastStepOn).MaxBy(review => review.ReviewedOn), cycle, reviewers, standard, version, desk, ct);
            if (why is null)
                adopted++;
            else if (left.Count < MostLeft)
                left.Add(new Left(found.Id, why.Code, why.Vi, why.En));
        }

        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(new Response(adopted, left));
    }

    private static async Task<Refusal?> Adopt(
        ReviewCase found, Review? review, ReviewCycle cycle, List<CyclePerson> reviewers, Standard standard, string version, CaseDesk desk, CancellationToken ct)
    {
        if (review is null)
            return Refusal.Rule("not-reviewed", "Chưa có phiếu B của hộ trong kỳ rà soát.", "No form B of the household lies in this review.", ReviewRules.Procedure);
        if (reviewers.FirstOrDefault(person => person.WhyNotReview(found) is null) is not { } reviewer)
            return Refusal.Rule("no-reviewer", "Không có rà soát viên nào được phép rà soát hộ này.", "No reviewer may review this household.", ReviewRules.Procedure);
        var act = await desk.Act(cycle, review.ReviewedOn, ct, new Evidence("form-b", review.ImportId is { } import ? $"import:{import}" : $"review:{review.Id}", null));
        if (cycle.WhyNotIn(act) is { } closed)
            return closed;
        // The class first: a case whose answers decide nothing is not moved half way.
        var result = Classifier.Classify(Answers.Of(review), review.AreaType, standard);
        if (result == Contracts.PovertyClass.Undetermined)
            return Refusal.Rule("undetermined", "Phiếu chưa đủ thông tin để xác định loại hộ.", "The answers do not decide the class.", "TT 07/2021/TT-BLĐTBXH");
        var visit = found.Visit(review.Id, reviewer, standard.Code, version, act);
        if (visit.IsRefused)
            return visit.Refusal;
        desk.Keep(visit.Taken);
        var score = found.Score(result, version, act with { Evidence = null });
        if (score.IsRefused)
            return score.Refusal;
        desk.Keep(score.Taken);
        return null;
    }
}
