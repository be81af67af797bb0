namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>A birth date that may be a year only, as one comparable number: yyyymmdd, yyyy0000, or 0 when unknown.</summary>
public static class BirthKey
{
    /// <summary>The number of a date or year.</summary>
    public static int Of(DateOnly? date, int? year) => date is { } day
        ? day.Year * 10000 + day.Month * 100 + day.Day
        : (year ?? 0) * 10000;

    /// <summary>The year in a number, or null when unknown.</summary>
    public static int? YearOf(int key) => key == 0 ? null : key / 10000;
}
