using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>Impossible and unlawful wishes, each refused with its reason in two languages and its legal source.</summary>
public class ReviewRefusalTests
{
    private static readonly DateOnly Monday = new(2026, 11, 16);

    [Theory]
    [InlineData("2026-11-16", "2026-11-17", "posting-too-short")]
    [InlineData("2026-11-20", "2026-11-24", "posting-too-short")]   // Friday to Tuesday: the weekend and Culture Day do not count
    [InlineData("2026-11-16", "2026-11-15", "invalid-request")]
    [InlineData("2026-11-16", "2026-11-18", null)]
    [InlineData("2026-11-20", "2026-11-25", null)]
    [InlineData("9999-12-31", "9999-12-31", "invalid-request")]   // the calendar of the machine ends here
    [InlineData("9998-12-31", "9999-01-05", "invalid-request")]
    [InlineData("0001-01-01", "0001-01-01", "invalid-request")]
    [InlineData("9998-12-31", "9998-12-31", "posting-too-short")]
    public void Posting_ShorterThanTheRule_IsRefused(string from, string until, string? code) =>
        Is(code, SampleReviews.Posting(SampleReviews.OpenCycle(), Date(from), Date(until)).WhyNot(SampleReviews.Annual));

    [Fact]
    public void Objection_OfAYearThatCannotBe_IsNamed()
    {
        var (objection, fault) = Objection.To(Case(SampleReviews.OpenCycle()), ObjectionKind.Other, RequestChannel.Post, null, "Đề nghị xem lại kết quả này", null, DateOnly.MaxValue, SampleReviews.Annual);
        Assert.Null(objection);
        Assert.Equal("receivedOn", fault!.Field);
    }

    [Fact]
    public void Posting_ThatTheRuleOnlyMarks_IsMarked()
    {
        var posting = SampleReviews.Posting(SampleReviews.OpenCycle(), Monday, Monday);
        Assert.Null(posting.WhyNot(SampleReviews.With(ReviewRule.PostingDays, 3, "mark")));
        Assert.Equal(["posting-too-short"], posting.Irregularities);
    }

    [Theory]
    [InlineData(12, 8, 1, "votes-above-attendance")]
    [InlineData(20, -1, 1, "votes-above-attendance")]
    [InlineData(20, 10, 10, null)]
    public void Vote_AboveAttendance_IsRefused(int present, int agree, int disagree, string? code)
    {
        var meeting = SampleReviews.Meeting(SampleReviews.OpenCycle(), present - (code == "votes-above-attendance" && agree > 0 ? 4 : 0), Monday);
        Is(code, meeting.WhyNot(SampleReviews.Vote(meeting, Case(SampleReviews.OpenCycle()), agree, disagree), SampleReviews.Annual));
    }

    [Theory]
    [InlineData(20, 10, true)]
    [InlineData(21, 10, false)]
    [InlineData(1, 1, true)]
    [InlineData(40, 19, false)]
    public void Meeting_NeedsHalfOfThosePresent_AndAbstentionsCountAgainst(int present, int agree, bool agrees)
    {
        var meeting = SampleReviews.Meeting(SampleReviews.OpenCycle(), present, Monday);
        Assert.Equal(agrees, meeting.Agrees(SampleReviews.Vote(meeting, Case(SampleReviews.OpenCycle()), agree), SampleReviews.Annual));
    }

    [Fact]
    public void Meeting_BelowQuorum_IsMarkedOrRefusedByRule()
    {
        var few = SampleReviews.Meeting(SampleReviews.OpenCycle(), 20, Monday, invited: 50, households: 20);
        Assert.Null(few.WhyNot(SampleReviews.Annual));
        Assert.Equal(["below-quorum"], few.Irregularities);
        Is("below-quorum", few.WhyNot(SampleReviews.With(ReviewRule.AttendancePercent, 50)));
        Is("attendance-impossible", SampleReviews.Meeting(SampleReviews.OpenCycle(), 20, Monday, invited: 10, households: 11).WhyNot(SampleReviews.Annual));
    }

    [Theory]
    [InlineData("2026-08-31", "2026-12-14", "outside-window")]
    [InlineData("2026-09-01", "2026-12-15", "outside-window")]
    [InlineData("2026-09-10", "2026-09-09", "invalid-request")]
    [InlineData("2026-09-01", "2026-12-14", null)]
    public void AnnualPlan_LiesInsideTheWindow(string opens, string closes, string? code) =>
        Is(code, ReviewCycle.Plan("15", "04492", 2026, new CyclePlan("1/KH", Date(opens).AddDays(-1), Date(opens), Date(closes)), SampleReviews.Annual, "officer").Refusal);

    [Theory]
    [InlineData("2026-03-14", "2026-03-20", "outside-window")]
    [InlineData("2026-03-15", "2026-03-31", "outside-window")]
    [InlineData("2026-03-15", "2026-03-30", null)]
    public void MonthlyPlan_BeginsOnThe15thAndTakes15Days(string opens, string closes, string? code) =>
        Is(code, ReviewCycle.Plan("15", "04492", 2025, new CyclePlan("1/KH", Date(opens), Date(opens), Date(closes)), SampleReviews.Book.On(ReviewKind.Monthly, Date(opens)), "officer").Refusal);

    [Fact]
    public void Decision_OutsideItsWindow_IsRefused()
    {
        var cycle = SampleReviews.OpenCycle();
        Is("outside-window", cycle.WhyNotDecide(new DateOnly(2026, 12, 15), SampleReviews.Annual));
        Is("outside-window", cycle.WhyNotDecide(SampleReviews.Opens.AddDays(-1), SampleReviews.Annual));
        Assert.Null(cycle.WhyNotDecide(new DateOnly(2026, 12, 14), SampleReviews.Annual));
    }

    [Fact]
    public void Reviewer_OfTheOwnFamilyOrOfAnotherHamlet_IsRefused()
    {
        var cycle = SampleReviews.OpenCycle();
        var found = Case(cycle);
        Is("own-family", SampleReviews.Person(cycle, CycleRole.Reviewer, relatives: [found.HouseholdId]).WhyNotReview(found), withSource: false);
        Is("not-assigned", SampleReviews.Person(cycle, CycleRole.Reviewer, hamlets: ["Bản Khác"]).WhyNotReview(found));
        Is("not-a-reviewer", SampleReviews.Person(cycle, CycleRole.CommitteeHead).WhyNotReview(found));
        Assert.Null(SampleReviews.Person(cycle, CycleRole.Reviewer, hamlets: [found.HamletName]).WhyNotReview(found));
    }

    [Fact]
    public void Opinion_IsAskedUntilJune2025Only()
    {
        Assert.True(SampleReviews.Book.On(ReviewKind.Annual, new DateOnly(2025, 6, 30)).NeedsOpinion);
        Assert.False(SampleReviews.Book.On(ReviewKind.Annual, new DateOnly(2025, 7, 1)).NeedsOpinion);
        Is("no-opinion", Case(SampleReviews.OpenCycle()).Opine(SampleReviews.Act(Monday, "opinion")).Refusal);
    }

    [Fact]
    public void Dates_OutOfOrderOrInTheFuture_AreRefused()
    {
        var cycle = SampleReviews.OpenCycle();
        var found = Case(cycle);
        var reviewer = SampleReviews.Person(cycle, CycleRole.Reviewer);
        Is("dates-out-of-order", found.Visit(Guid.NewGuid(), reviewer, "2022-2026", SampleReviews.Version, SampleReviews.Act(SampleReviews.Opens.AddDays(-1), "form-b")).Refusal);
        Is("invalid-request", found.Visit(Guid.NewGuid(), reviewer, "2022-2026", SampleReviews.Version, SampleReviews.Act(Monday, "form-b", today: Monday.AddDays(-1))).Refusal, withSource: false);
    }

    [Fact]
    public void ScoringRules_ThatChangedAfterTheVisit_AreRefused()
    {
        var cycle = SampleReviews.OpenCycle();
        var found = Case(cycle);
        Assert.Null(found.Visit(Guid.NewGuid(), SampleReviews.Person(cycle, CycleRole.Reviewer), "2022-2026", SampleReviews.Version, SampleReviews.Act(Monday, "form-b")).Refusal);
        Is("scoring-version-changed", found.Score(PovertyClass.Poor, "fedcba9876543210", SampleReviews.Act(Monday)).Refusal, withSource: false);
    }

    [Fact]
    public void Form04_OfAHouseholdOnNoList_IsRefused()
    {
        var (_, move) = ReviewCase.Request(SampleReviews.OpenCycle(), Guid.NewGuid(), "Bản Háng Cơ", CaseOrigin.AskedToLeave, RequestChannel.Post, null, SampleReviews.Act(Monday, "form-04"));
        Is("nothing-to-leave", move.Refusal);
    }

    [Fact]
    public void Request_WithoutItsForm_IsRefused_AndALeftOutScreeningIsMarked()
    {
        var cycle = SampleReviews.OpenCycle();
        Is("evidence-missing", ReviewCase.Request(cycle, Guid.NewGuid(), "x", CaseOrigin.AskedToEnter, RequestChannel.Post, null, SampleReviews.Act(Monday)).Move.Refusal);
        var (found, move) = ReviewCase.Request(cycle, Guid.NewGuid(), "x", CaseOrigin.AskedToEnter, RequestChannel.Post, null, SampleReviews.Act(Monday, "form-01"));
        Assert.Null(move.Refusal);
        Assert.Null(found.List(SampleReviews.Act(Monday)).Refusal);
        Assert.Equal(["skipped-screen"], found.Irregularities);
        Is("out-of-order", found.Meet(SampleReviews.Meeting(cycle, 10, Monday), SampleReviews.Vote(SampleReviews.Meeting(cycle, 10, Monday), found, 10), SampleReviews.Act(Monday, "minutes")).Refusal);
    }

    private static ReviewCase Case(ReviewCycle cycle) => ReviewCase.Start(cycle, Guid.NewGuid(), "Bản Háng Cơ", PovertyClass.Poor, SampleReviews.Act(SampleReviews.Opens)).Case;

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static void Is(string? code, Refusal? refusal, bool withSource = true)
    {
        Assert.Equal(code, refusal?.Code);
        if (refusal is null)
            return;
        Assert.NotEmpty(refusal.Vi);
        Assert.NotEmpty(refusal.En);
        Assert.True(!withSource || refusal.Faults.Count > 0 || refusal.LegalSource is { Length: > 0 }, refusal.Code);
    }
}
