using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

public class StandardCatalogTests
{
    [Theory]
    [InlineData(2006, "2006-2010")]
    [InlineData(2010, "2006-2010")]
    [InlineData(2011, "2011-2015")]
    [InlineData(2015, "2011-2015")]
    [InlineData(2016, "2016-2021")]
    [InlineData(2021, "2016-2021")]
    [InlineData(2022, "2022-2026")]
    [InlineData(2026, "2022-2026")]
    [InlineData(2027, "2027-2030")]
    [InlineData(2030, "2027-2030")]
    public void Year_HasItsStandard(int year, string code) => Assert.Equal(code, ReferenceStandards.Catalog.ForYear(year)?.Code);

    [Theory]
    [InlineData(2005)]
    [InlineData(2031)]
    [InlineData(0)]
    [InlineData(10_000)]
    public void YearOutside_HasNone(int year) => Assert.Null(ReferenceStandards.Catalog.ForYear(year));

    [Theory]
    [InlineData("2020-12-31", "QĐ 59/2015/QĐ-TTg")]
    [InlineData("2021-01-01", "NĐ 07/2021/NĐ-CP, điều 2")]
    [InlineData("2025-12-31", "NĐ 07/2021/NĐ-CP, điều 3")]
    [InlineData("2026-01-01", "NĐ 351/2025/NĐ-CP")]
    public void Prolongation_HasItsOwnLegalBasis(string day, string basis)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(basis, ReferenceStandards.Catalog.On(date)!.PeriodOn(date)!.LegalBasis);
    }

    [Theory]
    [InlineData("2016-2021", 10)]
    [InlineData("2022-2026", 12)]
    [InlineData("2027-2030", 12)]
    [InlineData("2011-2015", 0)]
    public void Standard_HasItsIndicators(string code, int count) =>
        Assert.Equal(count, ReferenceStandards.Catalog.IndicatorsOf(ReferenceStandards.Of(code)).Count());

    [Fact]
    public void Draft_OfSeptember2025IsNotLaw() =>
        Assert.DoesNotContain(ReferenceStandards.Catalog.All, standard =>
            standard.Rules(RuleMeasure.Income, Contracts.AreaType.Rural).ToArray().Concat(standard.Rules(RuleMeasure.Income, Contracts.AreaType.Urban).ToArray())
                .Any(rule => rule.IncomeUpTo is 1_900_000 or 2_500_000));

    [Fact]
    public void OverlappingPeriods_AreRefused()
    {
        var standard = ReferenceStandards.Of("2022-2026");
        var again = new StandardPeriod { StandardCode = standard.Code, ValidFrom = new(2026, 12, 31), ValidTo = new(2027, 6, 30), LegalBasis = "?", Confidence = "L" };
        var failure = Assert.Throws<InvalidOperationException>(() => new StandardCatalog([standard.Row], [.. standard.Periods, again], [], []));
        Assert.Contains("2026-12-31", failure.Message, StringComparison.Ordinal);
    }
}
