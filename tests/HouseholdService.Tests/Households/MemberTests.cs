using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdServiceTests.Households;

public class MemberTests
{
    [Theory]
    [InlineData("2008-11-24", null, "2026-11-24", true)]
    [InlineData("2008-11-25", null, "2026-11-24", false)]
    [InlineData("2008-02-29", null, "2026-02-28", true)]
    [InlineData(null, 2008, "2026-12-30", false)]
    [InlineData(null, 2008, "2026-12-31", true)]
    [InlineData(null, 2007, "2026-01-01", true)]
    [InlineData(null, null, "2026-01-01", false)]
    public void Adult_IsEighteenOnTheDay(string? born, int? year, string day, bool expected)
    {
        var member = new Member
        {
            ProvinceCode = "15",
            CommuneCode = "04492",
            FullName = "Sùng Thị Mẩy",
            NameSearch = "sung thi may",
            BirthDate = born is null ? null : DateOnly.Parse(born, CultureInfo.InvariantCulture),
            BirthYear = (short?)year,
        };
        Assert.Equal(expected, member.IsAdultOn(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("1980-03-05", 1980, 19800305)]
    [InlineData(null, 1980, 19800000)]
    [InlineData(null, null, 0)]
    public void BirthKey_KeepsWhatIsKnown(string? born, int? year, int key) =>
        Assert.Equal(key, BirthKey.Of(born is null ? null : DateOnly.Parse(born, CultureInfo.InvariantCulture), year));
}
