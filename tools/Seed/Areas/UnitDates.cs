namespace PovertyPlatform.Seed.Areas;

/// <summary>What the source lists leave unsaid: the legal basis of their dates and the side of the poverty line a type stands on.</summary>
static class UnitDates
{
    public const string LastDayOfThreeLevels = "2025-06-30";
    public const string FirstDayOfTwoLevels = "2025-07-01";
    public const string BasisBefore = "QĐ 124/2004/QĐ-TTg";

    public static string[] BasisSince(string validFrom) =>
        validFrom == FirstDayOfTwoLevels ? ["QĐ 19/2025/QĐ-TTg", "H"] : ["NQ 30/2026/QH16; NQ 237/NQ-UBTVQH16", "M"];

    // No act was found that puts a special zone on the urban or the rural line; the row says so by its mark.
    public static string[] CommuneBasis(string validFrom, string type) =>
        type == "đặc khu" ? [BasisSince(validFrom)[0], "L"] : BasisSince(validFrom);

    public static string AreaType(string type) => type switch
    {
        "phường" or "thị trấn" => "urban",
        "xã" or "đặc khu" => "rural",
        _ => throw new ArgumentException($"Type '{type}' is not a type of commune.")
    };
}
