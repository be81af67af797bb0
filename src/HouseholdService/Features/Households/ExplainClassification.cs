using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>Computes and explains a household's class from the answers of a review, under the standard of its year or another one; under two of them side by side when asked.</summary>
internal static class ExplainClassification
{
    /// <summary>A class and how it came about.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="ReviewId">Review whose answers were used.</param>
    /// <param name="ReviewYear">Year of the review.</param>
    /// <param name="ReviewedOn">Day of the visit.</param>
    /// <param name="Explanation">The class and every step, with the values compared and the legal source.</param>
    /// <param name="Against">The same answers under the second standard, where one was named.</param>
    /// <param name="Effect">What the second standard changes for the household, where one was named.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid HouseholdId, Guid ReviewId, int ReviewYear, DateOnly ReviewedOn, Explanation Explanation, Explanation? Against, StandardEffect? Effect);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/classification", Handle).WithName("ExplainClassification")
        .WithSummary("The class of a household, computed step by step; any standard, any review year, two standards side by side (against)").RequireScope(Scopes.HouseholdsRead).AlsoWhenOpened();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        Guid id, string? standard, string? against, short? year, HouseholdDb db, ReferenceBook book, CancellationToken ct)
    {
        var review = await db.Reviews.AsNoTracking().Where(row => row.HouseholdId == id && (year == null || row.ReviewYear == year))
            .OrderByDescending(row => row.ReviewYear).ThenByDescending(row => row.ReviewedOn).FirstOrDefaultAsync(ct);
        if (review is null)
            return Refusal.NotFound;
        var pages = await book.Open(ct);
        if ((standard is null ? pages.Standards.ForYear(review.ReviewYear) : await db.AnyStandard(pages, standard, ct)) is not { } lines)
            return Unknown("standard", pages);
        Standard? others = null;
        if (against is not null && (others = await db.AnyStandard(pages, against, ct)) is null)
            return Unknown("against", pages);
        var explained = Classifier.Explain(Answers.Of(review), review.AreaType, lines);
        var second = others is null ? null : Classifier.Explain(Answers.Of(review), review.AreaType, others);
        return TypedResults.Ok(new Response(id, review.Id, review.ReviewYear, review.ReviewedOn, explained, second, second is null ? null : StandardComparison.EffectOf(explained.Class, second.Class)));
    }

    private static Refusal Unknown(string field, ReferencePages pages)
    {
        var known = string.Join(", ", pages.Standards.All.Select(standard => standard.Code));
        return Refusal.Invalid(new FieldFault(field, $"Không có chuẩn nghèo mang mã này; các chuẩn: {known}, hoặc chuẩn riêng của tỉnh.", $"No standard carries this code; there are {known}, and provinces' own."));
    }
}
