using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Two standards and a year of answers, checked.</summary>
internal sealed record ComparisonRequest(Standard From, Standard To, int Year)
{
    public static (ComparisonRequest? Request, Refusal? Refusal) Read(ReferencePages pages, string? from, string? to, int? year)
    {
        var faults = new List<FieldFault>();
        var first = Find(pages.Standards, from, "from", faults);
        var second = Find(pages.Standards, to, "to", faults);
        if (year is not (>= 2006 and <= 2100))
            faults.Add(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        return faults.Count > 0 ? (null, Refusal.Invalid([.. faults])) : (new ComparisonRequest(first!, second!, year!.Value), null);
    }

    private static Standard? Find(StandardCatalog standards, string? code, string field, List<FieldFault> faults)
    {
        if (code is not null && standards.Of(code) is { } found)
            return found;
        var known = string.Join(", ", standards.All.Select(standard => standard.Code));
        faults.Add(new FieldFault(field, $"Nêu một chuẩn nghèo: {known}.", $"Name one of the standards: {known}."));
        return null;
    }
}
