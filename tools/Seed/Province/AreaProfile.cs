namespace PovertyPlatform.Seed.Province;

/// <summary>How the people of a part of the province live: weight of poverty and shares of ethnic groups (per hundred).</summary>
sealed record AreaProfile(int PovertyWeight, string[] Groups, int[] Shares)
{
    static readonly AreaProfile Highland = new(33, ["08", "09", "25", "02", "07", "03", "01"], [60, 14, 6, 6, 5, 4, 5]);
    static readonly AreaProfile Midland = new(13, ["02", "01", "09", "08", "03", "07", "06"], [31, 27, 22, 7, 6, 4, 3]);
    static readonly AreaProfile Lowland = new(6, ["01", "02", "09", "07", "06"], [68, 18, 8, 4, 2]);
    static readonly AreaProfile Town = new(2, ["01", "02", "03", "25", "08"], [82, 8, 5, 3, 2]);
    static readonly AreaProfile Delta = new(6, ["01", "05", "04"], [86, 12, 2]);

    // By the district a commune lay in until 2025: the only published grouping that follows the mountains.
    static readonly Dictionary<string, AreaProfile> ByOldDistrict = new()
    {
        ["082"] = Highland,
        ["083"] = Highland,
        ["084"] = Highland,
        ["085"] = Highland,
        ["088"] = Highland,
        ["137"] = Highland,
        ["139"] = Highland,
        ["087"] = Midland,
        ["089"] = Midland,
        ["135"] = Midland,
        ["136"] = Midland,
        ["140"] = Midland,
        ["080"] = Lowland,
        ["086"] = Lowland,
        ["132"] = Lowland,
        ["133"] = Lowland,
        ["138"] = Lowland,
        ["141"] = Lowland
    };

    public static AreaProfile Of(string? oldDistrict, bool isUrban) => isUrban ? Town : ByOldDistrict.GetValueOrDefault(oldDistrict ?? "", Delta);
}
