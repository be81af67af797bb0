using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Two standards and a year of answers, checked. A province's own standard can be one of them.</summary>
internal sealed record ComparisonRequest(Standard From, Standard To, int Year)
{
    public static async Task<(ComparisonRequest? Request, Refusal? Refusal)> Read(HouseholdDb db, ReferencePages pages, string? from, string? to, int? year, CancellationToken ct)
    {
        var faults = new List<FieldFault>();
        var first = await Find(db, pages, from, "from", faults, ct);
        var second = await Find(db, pages, to, "to", faults, ct);
        if (year is not (>= 2006 and <= 2100))
            faults.Add(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        return faults.Count > 0 ? (null, Refusal.Invalid([.. faults])) : (new ComparisonRequest(first!, second!, year!.Value), null);
    }

    private static async Task<Standard?> Find(HouseholdDb db, ReferencePages pages, string? code, string field, List<FieldFault> faults, CancellationToken ct)
    {
        if (code is not null && await db.AnyStandard(pages, code, ct) is { } found)
            return found;
        var known = string.Join(", ", pages.Standards.All.Select(standard => standard.Code));
        faults.Add(new FieldFault(field, $"Nêu một chuẩn nghèo: {known}, hoặc chuẩn riêng của tỉnh.", $"Name one of the standards: {known}, or a province's own."));
        return null;
    }
}
