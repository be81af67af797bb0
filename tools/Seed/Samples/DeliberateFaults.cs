namespace PovertyPlatform.Seed.Samples;

/// <summary>One cell that was typed wrongly on purpose.</summary>
/// <param name="Kind">What is wrong, in our words; <c>expected.json</c> carries it with the cell.</param>
/// <param name="MemberNumber">The member's row in the household, from 1; household columns stand on row 1.</param>
sealed record DeliberateFault(string Kind, SampleHousehold Household, int MemberNumber, string Field, object? Typed);

/// <summary>The faults of the workbook of 2026: one household each, two for a number that occurs twice.</summary>
static class DeliberateFaults
{
    static readonly (string Kind, int Member, string Field, Func<SampleHousehold, object?> Typed)[] Kinds =
    [
        ("birth in the future", 3, "birth", _ => "15/03/2027"),
        ("birth is no date", 2, "birth", _ => "31/02/1990"),
        ("sex unreadable", 2, "sex", _ => "Nm"),
        ("identity number malformed", 2, "identity_number", h => "O" + Number(h, 2)[1..]),
        ("name missing", 3, "full_name", _ => null),
        ("relation unknown", 3, "relation", _ => "Hàng xóm"),
        ("no head", 1, "relation", _ => "Con"),
        ("two heads", 2, "relation", _ => "Chủ hộ"),
        ("ethnic group unknown", 1, "ethnic_group", _ => "Mèo Đen"),
        ("income points out of range", 1, "points_b1", _ => 1350),
        ("income points not a number", 1, "points_b1", _ => "chưa chấm"),
        ("deprivation points do not match the marks", 1, "points_b2", h => h.Review.B2 + 20),
        ("mark unreadable", 1, "indicator:22-09", _ => "chưa rõ"),
        ("review date is no date", 1, "reviewed_on", _ => "32/10/2026")
    ];

    /// <summary>How many households the faults need.</summary>
    public static int Households => Kinds.Length + 2;

    public static List<DeliberateFault> Spread(List<SampleHousehold> households)
    {
        var twin = households[^2];
        return
        [
            .. Kinds.Select((kind, i) => new DeliberateFault(kind.Kind, households[i], kind.Member, kind.Field, kind.Typed(households[i]))),
            new("identity number twice", twin, 1, "identity_number", Number(twin, 1)),
            new("identity number twice", households[^1], 1, "identity_number", Number(twin, 1))
        ];
    }

    static string Number(SampleHousehold household, int member) => household.Members[member - 1].IdentityNumber;
}
