using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>Answers of form B as an officer or a reviewer sends them.</summary>
/// <param name="IncomeVnd">Income per person and month in đồng, where it was stated.</param>
/// <param name="IncomePoints">Points A (B1), where scored.</param>
/// <param name="DeprivationPoints">Points B (B2), where scored.</param>
/// <param name="DeprivedIndicators">Codes of missed indicators; an empty list when none is missed.</param>
/// <param name="RequestsAverageLiving">A farm household asks to be recognised as of average living.</param>
/// <param name="Needs">Needs for support.</param>
public sealed record FormBInput(
    [PersonalData(DataClass.P2)] long? IncomeVnd,
    [PersonalData(DataClass.P1)] int? IncomePoints,
    [PersonalData(DataClass.P1)] int? DeprivationPoints,
    [PersonalData(DataClass.P1)] IReadOnlyList<string>? DeprivedIndicators,
    bool RequestsAverageLiving = false,
    [PersonalData(DataClass.P1)] IReadOnlyList<string>? Needs = null);

/// <summary>Keeps form B as the review of a household.</summary>
internal static class FormB
{
    private const long MostIncome = 1_000_000_000;
    private const int MostPoints = 1000;

    /// <summary>The review and its class under the standard of the cycle; a second form of the same day replaces the answers of the first.</summary>
    public static async Task<(Review? Review, PovertyClass Class, Refusal? Refusal)> Record(
        this HouseholdDb db, ReviewCase found, ReviewCycle cycle, FormBInput? form, DateOnly on, string reviewer, DateTimeOffset now, ReferencePages pages, CancellationToken ct)
    {
        var standard = pages.Standards.ForYear(cycle.ListYear)!;
        if (WhyNot(form, standard, pages) is { } wrong)
            return (null, PovertyClass.Undetermined, wrong);
        if (await db.Households.FirstOrDefaultAsync(row => row.Id == found.HouseholdId && row.ProvinceCode == cycle.ProvinceCode && row.CommuneCode == cycle.CommuneCode, ct) is not { } household
            || !await db.Members.AnyAsync(member => member.HouseholdId == found.HouseholdId && member.ProvinceCode == cycle.ProvinceCode && member.LeftOn == null, ct))
            return (null, PovertyClass.Undetermined, Refusal.Rule("household-closed", "Hộ không còn ở xã hoặc không còn thành viên; không thể rà soát.", "The household has left the commune or nobody lives in it; it cannot be reviewed.",
                ReviewRules.Procedure));
        var review = await db.Reviews.FirstOrDefaultAsync(row => row.HouseholdId == household.Id && row.ProvinceCode == cycle.ProvinceCode && row.ReviewYear == cycle.ListYear && row.ReviewedOn == on, ct);
        if (review is null)
            db.Reviews.Add(review = new Review
            {
                ProvinceCode = cycle.ProvinceCode,
                CommuneCode = cycle.CommuneCode,
                HouseholdId = household.Id,
                ReviewYear = cycle.ListYear,
                ReviewedOn = on,
                StandardCode = standard.Code,
            });
        review.StandardCode = standard.Code;
        review.AreaType = pages.Areas.On(cycle.CommuneCode, on)?.AreaType ?? household.AreaType;
        (review.IncomeVnd, review.IncomePoints, review.DeprivationPoints) = (form!.IncomeVnd, (short?)form.IncomePoints, (short?)form.DeprivationPoints);
        review.DeprivedIndicators = form.DeprivedIndicators is null ? null : [.. form.DeprivedIndicators.Distinct().Order(StringComparer.Ordinal)];
        (review.RequestsAverageLiving, review.Needs, review.Reviewer, review.RecordedAt) = (form.RequestsAverageLiving, [.. form.Needs ?? review.Needs], reviewer, now);
        household.AreaType = review.AreaType;
        household.Version++;
        household.ChangedAt = now;
        var result = Classifier.Classify(Answers.Of(review), review.AreaType, standard);
        db.Publish(new HouseholdReviewed(Guid.CreateVersion7(now), now, household.Id, household.Version, cycle.ProvinceCode, cycle.CommuneCode, cycle.ListYear, on, standard.Code, result));
        return (review, result, null);
    }

    private static Refusal? WhyNot(FormBInput? form, Standard standard, ReferencePages pages)
    {
        if (form is null)
            return Refusal.Invalid(new FieldFault("answers", "Gửi nội dung Phiếu B.", "Send the answers of form B."));
        var faults = new List<FieldFault>();
        if (form.IncomeVnd is < 0 or > MostIncome)
            faults.Add(new FieldFault("answers.incomeVnd", $"Thu nhập từ 0 đến {MostIncome} đồng.", $"Income is from 0 to {MostIncome} đồng."));
        if (form.IncomePoints is < 0 or > MostPoints || form.DeprivationPoints is < 0 or > MostPoints)
            faults.Add(new FieldFault("answers.incomePoints", $"Điểm từ 0 đến {MostPoints}.", $"Points are from 0 to {MostPoints}."));
        var known = pages.Standards.IndicatorsOf(standard).Select(indicator => indicator.Code).ToHashSet(StringComparer.Ordinal);
        if (form.DeprivedIndicators?.FirstOrDefault(code => !known.Contains(code)) is { } unknown)
            faults.Add(new FieldFault("answers.deprivedIndicators", $"Chuẩn {standard.Code} không có chỉ số {unknown}.", $"Standard {standard.Code} has no indicator {unknown}."));
        var needs = pages.Codes["need"].Select(item => item.Code).ToHashSet(StringComparer.Ordinal);
        if (form.Needs?.FirstOrDefault(code => !needs.Contains(code)) is { } need)
            faults.Add(new FieldFault("answers.needs", $"Không có mã nhu cầu {need}.", $"There is no need {need}."));
        return faults.Count == 0 ? null : Refusal.Invalid([.. faults]);
    }
}
