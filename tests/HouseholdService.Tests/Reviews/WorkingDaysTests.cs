using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Calendar;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

public class WorkingDaysTests
{
    private static readonly WorkingDays Calendar = SampleReviews.Book.Calendar;
    private static readonly Gen<DateOnly> Days = Gen.Int[0, 900].Select(days => new DateOnly(2025, 6, 1).AddDays(days));

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-23")]   // Friday before the Lunar New Year: the next working day comes nine days later
    [InlineData("2026-11-20", 3, "2026-11-26")]   // Culture Day, Tuesday 24 November, does not count
    [InlineData("2026-08-21", 1, "2026-08-22")]   // a Saturday that is worked
    [InlineData("2026-08-28", 1, "2026-09-03")]   // exchanged Monday and National Day
    [InlineData("2026-04-24", 1, "2026-04-28")]   // Hung Kings' Day on a Sunday is compensated on Monday
    [InlineData("2027-02-04", 1, "2027-02-12")]
    public void After_SkipsWhatIsNotWorked(string day, int workingDays, string expected) =>
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd"), Calendar.After(DateOnly.ParseExact(day, "yyyy-MM-dd"), workingDays));

    [Fact]
    public void After_EndsOnAWorkingDay_AndCountsBack() => Gen.Select(Days, Gen.Int[1, 30]).Sample((day, length) =>
    {
        var end = Calendar.After(day, length);
        Assert.True(Calendar.Is(end));
        Assert.Equal(length, Calendar.Count(day.AddDays(1), end));
        Assert.Equal(length, Calendar.Count(day, Calendar.Through(day, length)));
    });

    [Fact]
    public void Count_AddsUp() => Gen.Select(Days, Gen.Int[0, 60], Gen.Int[0, 60]).Sample((day, one, two) =>
    {
        var (middle, last) = (day.AddDays(one), day.AddDays(one + two + 1));
        Assert.Equal(Calendar.Count(day, last), Calendar.Count(day, middle) + Calendar.Count(middle.AddDays(1), last));
    });

    [Fact]
    public void Count_ReachesTheLastDayThereIs() => Assert.Equal(2, Calendar.Count(new DateOnly(9999, 12, 30), DateOnly.MaxValue));

    [Fact]
    public void Count_OfNothing_IsZero() => Assert.Equal(0, Calendar.Count(new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 2)));

    [Fact]
    public void Knows_TheYearsThatAreLoaded()
    {
        Assert.True(Calendar.Knows(2026) && Calendar.Knows(2027));
        Assert.False(Calendar.Knows(2031));
    }
}
