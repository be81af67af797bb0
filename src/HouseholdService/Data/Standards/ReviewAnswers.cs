using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Standards;

/// <summary>What a household answered in its last review of a year, as far as a standard asks.</summary>
internal sealed record ReviewAnswers(
    Guid HouseholdId, string CommuneCode, AreaType AreaType, int Persons, string StandardCode, long? IncomeVnd, short? IncomePoints, short? DeprivationPoints, int? Deprivations,
    bool RequestsAverageLiving)
{
    public Answers Answers => new(StandardCode, IncomeVnd, IncomePoints, DeprivationPoints, Deprivations, RequestsAverageLiving);

    /// <summary>The last review of each household, of one commune or a whole province. With <paramref name="after"/> in order of household. Streams; the class is computed by whoever reads.</summary>
    public static IQueryable<ReviewAnswers> Of(HouseholdDb db, int year, string provinceCode, string? communeCode, Guid? after = null)
    {
        var rows =
            from review in db.Reviews.AsNoTracking()
            join household in db.Households.AsNoTracking() on new { review.HouseholdId, review.ProvinceCode } equals new { HouseholdId = household.Id, household.ProvinceCode }
            where review.ProvinceCode == provinceCode && (communeCode == null || review.CommuneCode == communeCode) && review.ReviewYear == year
                && !db.Reviews.Any(later => later.ProvinceCode == review.ProvinceCode && later.HouseholdId == review.HouseholdId
                    && later.ReviewYear == review.ReviewYear && later.ReviewedOn > review.ReviewedOn)
            select new { Review = review, household.Persons };
        if (after is { } start)
            rows = rows.Where(row => row.Review.HouseholdId.CompareTo(start) > 0).OrderBy(row => row.Review.HouseholdId);
        return rows.Select(row => new ReviewAnswers(
            row.Review.HouseholdId, row.Review.CommuneCode, row.Review.AreaType, row.Persons, row.Review.StandardCode, row.Review.IncomeVnd, row.Review.IncomePoints,
            row.Review.DeprivationPoints, row.Review.DeprivedIndicators == null ? null : row.Review.DeprivedIndicators.Length, row.Review.RequestsAverageLiving));
    }
}
