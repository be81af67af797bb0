using System.Globalization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>Names of classes as officers read them.</summary>
public static class ClassNames
{
    public static Bilingual Of(PovertyClass value) => value switch
    {
        PovertyClass.Poor => new("Hộ nghèo", "Poor household"),
        PovertyClass.NearPoor => new("Hộ cận nghèo", "Near-poor household"),
        PovertyClass.AverageLiving => new("Hộ có mức sống trung bình", "Household of average living standard"),
        PovertyClass.NotPoor => new("Hộ không nghèo", "Household neither poor nor near-poor"),
        _ => new("Chưa xác định", "Undetermined"),
    };
}

/// <summary>Dates as each language writes them.</summary>
internal static class Wording
{
    public static string Vi(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    public static string En(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
