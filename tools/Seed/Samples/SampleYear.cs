namespace PovertyPlatform.Seed.Samples;

/// <summary>One review of the sample commune: who was visited, what the chair decided, how many people live there.</summary>
sealed record SampleYear(
    int Year, string File, DateOnly ReviewedOn, ExpectedDecision Decision, ExpectedClass Residents,
    IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SampleHousehold> Households, IReadOnlyList<SampleHousehold> Spoiled)
{
    public static IReadOnlyList<SampleYear> Of(PungLuong story) =>
    [
        new(2025, "pung-luong-2025.xlsx", new(2025, 11, 14), new("25/QĐ-UBND", new(2025, 12, 10), "Hờ A Chống, Chủ tịch UBND xã Púng Luông"),
            new(1_132, 5_871), SheetLayout.Of2025, story.Year2025, []),
        new(2026, "pung-luong-2026.xlsx", new(2026, 10, 30), new("118/QĐ-UBND", new(2026, 11, 20), "Hờ A Chống, Chủ tịch UBND xã Púng Luông"),
            new(1_148, 5_934), SheetLayout.Of2026, story.Year2026, story.ToSpoil)
    ];
}
