using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>What a review found out, as far as a standard may ask for it. Null is <em>not known</em>, which is never the same as zero.</summary>
/// <param name="StandardCode">Standard whose form was filled in; its points mean nothing under another.</param>
/// <param name="IncomeVnd">Income per person and month in đồng over the 12 months before.</param>
/// <param name="IncomePoints">Points A (B1).</param>
/// <param name="DeprivationPoints">Points B (B2).</param>
/// <param name="Deprivations">Number of missed indicators.</param>
/// <param name="RequestsAverageLiving">A farm household asked to be recognised as of average living standard.</param>
public readonly record struct Answers(
    string StandardCode, long? IncomeVnd, int? IncomePoints, int? DeprivationPoints, int? Deprivations, bool RequestsAverageLiving)
{
    /// <summary>The answers of a review.</summary>
    public static Answers Of(Review review) => new(
        review.StandardCode, review.IncomeVnd, review.IncomePoints, review.DeprivationPoints, review.DeprivedIndicators?.Length, review.RequestsAverageLiving);
}
