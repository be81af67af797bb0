namespace PovertyPlatform.Seed.Samples;

/// <summary>One cell that was typed wrongly on purpose.</summary>
/// <param name="Code">Code under which the import must name it.</param>
/// <param name="MemberNumber">The member's row in the household, from 1; household columns stand on row 1.</param>
sealed record DeliberateFault(string Code, SampleHousehold Household, int MemberNumber, string Field, object? Typed);

/// <summary>The faults of the workbook of 2026: one household each, two for a number that occurs twice.</summary>
static class DeliberateFaults
{
    // An unreadable mark where one stood would also change the sum of the marks, and be two faults.
    const string AnyUnmarked = "indicator:?";

    static readonly (string Code, int Member, string Field, Func<SampleHousehold, object?> Typed)[] Kinds =
    [
        ("birth-future", 3, "birth", _ => "15/03/2027"),
        ("birth-unclear", 2, "birth", _ => "31/02/1990"),
        ("sex-unclear", 2, "sex", _ => "Nm"),
        ("identity-malformed", 2, "identity_number", h => "O" + Number(h, 2)[1..]),
        ("name-missing", 3, "full_name", _ => null),
        ("relation-unknown", 3, "relation", _ => "Hàng xóm"),
        ("no-head", 1, "relation", _ => "Con"),
        ("two-heads", 2, "relation", _ => "Chủ hộ"),
        ("ethnic-group-unknown", 1, "ethnic_group", _ => "Mèo Đen"),
        ("points-outside", 1, "points_b1", _ => 1350),
        ("points-unclear", 1, "points_b1", _ => "chưa chấm"),
        ("points-disagree", 1, "points_b2", h => h.Review.B2 + 20),
        ("mark-unclear", 1, AnyUnmarked, _ => "chưa rõ"),
        ("review-date-unclear", 1, "reviewed_on", _ => "32/10/2026")
    ];

    /// <summary>How many households the faults need.</summary>
    public static int Households => Kinds.Length + 2;

    public static List<DeliberateFault> Spread(List<SampleHousehold> households)
    {
        var twin = households[^2];
        return
        [
            .. Kinds.Select((kind, i) => new DeliberateFault(kind.Code, households[i], kind.Member, FieldOf(kind.Field, households[i]), kind.Typed(households[i]))),
            new("identity-twice", twin, 1, "identity_number", Number(twin, 1)),
            new("identity-twice", households[^1], 1, "identity_number", Number(twin, 1))
        ];
    }

    static string FieldOf(string field, SampleHousehold household) =>
        field != AnyUnmarked ? field : $"indicator:22-{Enumerable.Range(1, 12).First(i => (household.Review.Marks >> (i - 1) & 1) == 0):00}";

    static string Number(SampleHousehold household, int member) => household.Members[member - 1].IdentityNumber;
}
