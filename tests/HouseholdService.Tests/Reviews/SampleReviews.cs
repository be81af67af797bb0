using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>The rules as they are shipped in <c>reference/</c>, and a review to play with.</summary>
internal static class SampleReviews
{
    public const string Version = "0123456789abcdef";
    public static readonly DateOnly Opens = new(2026, 9, 7);

    public static RuleBook Book { get; } = new([.. Rows("review/rules.csv").Select(Rule)], [.. Rows("review/steps.csv").Select(Step)], new WorkingDays(Rows("calendar/holidays.csv").Select(Day)));

    public static ReviewRules Annual { get; } = Book.On(ReviewKind.Annual, Opens);

    /// <summary>The shipped rules with one figure changed.</summary>
    public static ReviewRules With(string code, int value, string onBreach = "refuse") => Annual with
    {
        Figures = new Dictionary<string, ReviewRule>(Annual.Figures)
        {
            [code] = new() { Kind = "annual", Code = code, Value = value, OnBreach = onBreach, NameVi = code, NameEn = code, LegalBasis = "test" },
        },
    };

    public static ReviewCycle OpenCycle(ReviewKind kind = ReviewKind.Annual)
    {
        var (cycle, refusal) = ReviewCycle.Plan("15", "04492", 2026, new CyclePlan("12/KH-UBND", Opens.AddDays(-5), kind == ReviewKind.Annual ? Opens : new DateOnly(2026, 9, 15),
            kind == ReviewKind.Annual ? new DateOnly(2026, 12, 14) : new DateOnly(2026, 9, 30)), Book.On(kind, Opens), "officer");
        Assert.Null(refusal);
        Assert.Null(cycle!.Appoint("30/QĐ-UBND", Opens.AddDays(-3)));
        Assert.Null(cycle.Open([Person(cycle, CycleRole.CommitteeHead), Person(cycle, CycleRole.Reviewer)], new DateOnly(2026, 9, 15), DateTimeOffset.UnixEpoch));
        return cycle;
    }

    public static CyclePerson Person(ReviewCycle cycle, CycleRole role, Guid[]? relatives = null, string[]? hamlets = null) => new()
    {
        ProvinceCode = cycle.ProvinceCode,
        CommuneCode = cycle.CommuneCode,
        CycleId = cycle.Id,
        Role = role,
        FullName = "Sùng A Vàng",
        Relatives = relatives ?? [],
        Hamlets = hamlets ?? [],
    };

    public static StepAct Act(DateOnly on, string? evidence = null, string? reason = null, ReviewRules? rules = null, DateOnly? today = null) =>
        new(on, "officer", DateTimeOffset.UnixEpoch, today ?? new DateOnly(2026, 12, 31), rules ?? Annual, evidence is null ? null : new Evidence(evidence, "ref", null), reason);

    public static HamletMeeting Meeting(ReviewCycle cycle, int present, DateOnly on, int invited = 40, int households = 30) => new()
    {
        ProvinceCode = cycle.ProvinceCode,
        CommuneCode = cycle.CommuneCode,
        CycleId = cycle.Id,
        HamletName = "Bản Háng Cơ",
        HeldOn = on,
        Place = "Nhà văn hóa",
        Chair = "Giàng A Sử",
        Secretary = "Lò Thị Ơn",
        Present = present,
        HouseholdsInvited = invited,
        HouseholdsPresent = households,
        MinutesReference = "01/BB",
        MinutesSha256 = new string('a', 64),
        Signatures = ["Giàng A Sử", "Lò Thị Ơn", "Vàng A Páo"],
        RecordedBy = "officer",
    };

    public static MeetingVote Vote(HamletMeeting meeting, ReviewCase found, int agree, int disagree = 0) => new()
    {
        ProvinceCode = meeting.ProvinceCode,
        CommuneCode = meeting.CommuneCode,
        MeetingId = meeting.Id,
        CaseId = found.Id,
        Agree = agree,
        Disagree = disagree,
        ScoredClass = found.ScoredClass ?? PovertyClass.NotPoor,
    };

    public static Posting Posting(ReviewCycle cycle, DateOnly from, DateOnly until, short round = 1) => new()
    {
        ProvinceCode = cycle.ProvinceCode,
        CommuneCode = cycle.CommuneCode,
        CycleId = cycle.Id,
        Round = round,
        Places = ["Nhà văn hóa bản Háng Cơ"],
        FromDay = from,
        Until = until,
        PostedBy = "officer",
    };

    private static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        using var csv = Sylvan.Data.Csv.CsvDataReader.Create(Path.Combine(Approved.Root, "reference", file));
        while (csv.Read())
            yield return Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString);
    }

    private static DateOnly? Date(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static Holiday Day(Dictionary<string, string> row) => new() { Day = Date(row["day"])!.Value, Kind = row["kind"], NameVi = row["name_vi"], NameEn = row["name_en"] };

    private static ReviewRule Rule(Dictionary<string, string> row) => new()
    {
        Kind = row["kind"],
        Code = row["code"],
        Value = int.Parse(row["value"], System.Globalization.CultureInfo.InvariantCulture),
        OnBreach = row["on_breach"],
        NameVi = row["name_vi"],
        NameEn = row["name_en"],
        ValidFrom = Date(row["valid_from"])!.Value,
        ValidTo = Date(row["valid_to"]),
        LegalBasis = row["legal_basis"],
    };

    private static StepRule Step(Dictionary<string, string> row) => new()
    {
        Kind = row["kind"],
        Step = row["step"],
        Evidence = row["evidence"].Length == 0 ? [] : row["evidence"].Split('|'),
        WithoutEvidence = row["without_evidence"],
        IfSkipped = row["if_skipped"],
        NameVi = row["name_vi"],
        NameEn = row["name_en"],
        ValidFrom = Date(row["valid_from"])!.Value,
        ValidTo = Date(row["valid_to"]),
        LegalBasis = row["legal_basis"],
    };
}
