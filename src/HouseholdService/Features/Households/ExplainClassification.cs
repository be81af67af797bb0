using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Computes and explains a household's class from the answers of a review, under the standard of its year or another one.</summary>
internal static class ExplainClassification
{
    /// <summary>A class and how it came about.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="ReviewId">Review whose answers were used.</param>
    /// <param name="ReviewYear">Year of the review.</param>
    /// <param name="ReviewedOn">Day of the visit.</param>
    /// <param name="Explanation">The class and every step, with the values compared and the legal source.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid HouseholdId, Guid ReviewId, int ReviewYear, DateOnly ReviewedOn, Explanation Explanation);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/classification", Handle).WithName("ExplainClassification")
        .WithSummary("The class of a household, computed step by step; any standard, any review year").RequireScope(Scopes.HouseholdsRead).AlsoWhenOpened();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, string? standard, short? year, HouseholdDb db, ReferenceBook book, CancellationToken ct)
    {
        var review = await db.Reviews.AsNoTracking().Where(row => row.HouseholdId == id && (year == null || row.ReviewYear == year))
            .OrderByDescending(row => row.ReviewYear).ThenByDescending(row => row.ReviewedOn).FirstOrDefaultAsync(ct);
        if (review is null)
            return Refusal.NotFound;
        var standards = (await book.Open(ct)).Standards;
        if ((standard is null ? standards.ForYear(review.ReviewYear) : standards.Of(standard)) is not { } lines)
            return Refusal.Invalid(new FieldFault("standard", $"Không có chuẩn nghèo mang mã này; các chuẩn: {string.Join(", ", standards.All.Select(known => known.Code))}.",
                $"No standard carries this code; there are {string.Join(", ", standards.All.Select(known => known.Code))}."));
        return TypedResults.Ok(new Response(id, review.Id, review.ReviewYear, review.ReviewedOn, Classifier.Explain(Answers.Of(review), review.AreaType, lines)));
    }
}
