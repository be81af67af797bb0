using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>Golden boundaries of every standard: the expected classes are written from the acts, not from reference/.</summary>
public class ClassifierTests
{
    [Theory]
    [InlineData("2006-2010", AreaType.Rural, 200_000, 0, PovertyClass.Poor)]
    [InlineData("2006-2010", AreaType.Rural, 200_001, 12, PovertyClass.NotPoor)]
    [InlineData("2006-2010", AreaType.Urban, 260_000, 0, PovertyClass.Poor)]
    [InlineData("2006-2010", AreaType.Urban, 260_001, 0, PovertyClass.NotPoor)]
    [InlineData("2011-2015", AreaType.Rural, 400_000, 0, PovertyClass.Poor)]
    [InlineData("2011-2015", AreaType.Rural, 400_001, 0, PovertyClass.NearPoor)]
    [InlineData("2011-2015", AreaType.Rural, 520_000, 0, PovertyClass.NearPoor)]
    [InlineData("2011-2015", AreaType.Rural, 520_001, 10, PovertyClass.NotPoor)]
    [InlineData("2011-2015", AreaType.Urban, 500_000, 0, PovertyClass.Poor)]
    [InlineData("2011-2015", AreaType.Urban, 500_001, 0, PovertyClass.NearPoor)]
    [InlineData("2011-2015", AreaType.Urban, 650_000, 0, PovertyClass.NearPoor)]
    [InlineData("2011-2015", AreaType.Urban, 650_001, 0, PovertyClass.NotPoor)]
    [InlineData("2016-2021", AreaType.Rural, 0, 0, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 700_000, 0, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 700_001, 2, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Rural, 700_001, 3, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 1_000_000, 2, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Rural, 1_000_000, 3, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 1_000_001, 10, PovertyClass.NotPoor)]
    [InlineData("2016-2021", AreaType.Urban, 900_000, 0, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 900_001, 2, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Urban, 900_001, 3, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 1_300_000, 2, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Urban, 1_300_000, 3, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 1_300_001, 10, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Rural, 0, 0, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Rural, 1_500_000, 2, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Rural, 1_500_000, 3, PovertyClass.Poor)]
    [InlineData("2022-2026", AreaType.Rural, 1_500_001, 12, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Urban, 2_000_000, 2, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Urban, 2_000_000, 3, PovertyClass.Poor)]
    [InlineData("2022-2026", AreaType.Urban, 2_000_001, 12, PovertyClass.NotPoor)]
    [InlineData("2027-2030", AreaType.Rural, 2_200_000, 2, PovertyClass.NearPoor)]
    [InlineData("2027-2030", AreaType.Rural, 2_200_000, 3, PovertyClass.Poor)]
    [InlineData("2027-2030", AreaType.Rural, 2_200_001, 12, PovertyClass.NotPoor)]
    [InlineData("2027-2030", AreaType.Urban, 2_800_000, 2, PovertyClass.NearPoor)]
    [InlineData("2027-2030", AreaType.Urban, 2_800_000, 3, PovertyClass.Poor)]
    [InlineData("2027-2030", AreaType.Urban, 2_800_001, 12, PovertyClass.NotPoor)]
    public void IncomeAtABoundary_IsClassifiedByTheLaw(string standard, AreaType area, long income, int missed, PovertyClass expected) =>
        Assert.Equal(expected, Classify(standard, area, income: income, deprivations: missed));

    [Theory]
    [InlineData("2016-2021", AreaType.Rural, 120, 0, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 121, 20, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Rural, 121, 30, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 150, 20, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Rural, 150, 30, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Rural, 151, 100, PovertyClass.NotPoor)]
    [InlineData("2016-2021", AreaType.Urban, 140, 0, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 141, 29, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Urban, 141, 30, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 175, 30, PovertyClass.Poor)]
    [InlineData("2016-2021", AreaType.Urban, 176, 100, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Rural, 140, 30, PovertyClass.Poor)]
    [InlineData("2022-2026", AreaType.Rural, 140, 20, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Rural, 140, 0, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Rural, 141, 120, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Urban, 175, 30, PovertyClass.Poor)]
    [InlineData("2022-2026", AreaType.Urban, 175, 20, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Urban, 176, 120, PovertyClass.NotPoor)]
    [InlineData("2027-2030", AreaType.Rural, 100, 120, PovertyClass.Undetermined)]
    [InlineData("2011-2015", AreaType.Rural, 100, 0, PovertyClass.Undetermined)]
    public void PointsAtACutOff_AreClassifiedByTheCircular(string standard, AreaType area, int b1, int b2, PovertyClass expected) =>
        Assert.Equal(expected, Classify(standard, area, incomePoints: b1, deprivationPoints: b2));

    [Theory]
    [InlineData("2016-2021", AreaType.Rural, 1_000_000, PovertyClass.NearPoor)]
    [InlineData("2016-2021", AreaType.Rural, 1_000_001, PovertyClass.AverageLiving)]
    [InlineData("2016-2021", AreaType.Rural, 1_500_000, PovertyClass.AverageLiving)]
    [InlineData("2016-2021", AreaType.Rural, 1_500_001, PovertyClass.NotPoor)]
    [InlineData("2016-2021", AreaType.Urban, 1_300_001, PovertyClass.AverageLiving)]
    [InlineData("2016-2021", AreaType.Urban, 1_950_000, PovertyClass.AverageLiving)]
    [InlineData("2016-2021", AreaType.Urban, 1_950_001, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Rural, 1_500_000, PovertyClass.NearPoor)]
    [InlineData("2022-2026", AreaType.Rural, 1_500_001, PovertyClass.AverageLiving)]
    [InlineData("2022-2026", AreaType.Rural, 2_250_000, PovertyClass.AverageLiving)]
    [InlineData("2022-2026", AreaType.Rural, 2_250_001, PovertyClass.NotPoor)]
    [InlineData("2022-2026", AreaType.Urban, 2_000_001, PovertyClass.AverageLiving)]
    [InlineData("2022-2026", AreaType.Urban, 3_000_000, PovertyClass.AverageLiving)]
    [InlineData("2022-2026", AreaType.Urban, 3_000_001, PovertyClass.NotPoor)]
    [InlineData("2027-2030", AreaType.Rural, 2_200_001, PovertyClass.Undetermined)]
    [InlineData("2027-2030", AreaType.Urban, 2_800_001, PovertyClass.Undetermined)]
    public void FarmHouseholdThatAsks_MayBeOfAverageLiving(string standard, AreaType area, long income, PovertyClass expected)
    {
        Assert.Equal(expected, Classify(standard, area, income: income, deprivations: 0, asks: true));
        Assert.NotEqual(PovertyClass.AverageLiving, Classify(standard, area, income: income, deprivations: 0));
    }

    [Theory]
    [InlineData("2016-2021", 700_000, PovertyClass.Poor)]
    [InlineData("2016-2021", 700_001, PovertyClass.Undetermined)]
    [InlineData("2022-2026", 1_500_000, PovertyClass.Undetermined)]
    [InlineData("2022-2026", 1_500_001, PovertyClass.NotPoor)]
    public void IndicatorsNotAnswered_MatterOnlyWhereTheRuleNeedsThem(string standard, long income, PovertyClass expected) =>
        Assert.Equal(expected, Classify(standard, AreaType.Rural, income: income));

    [Fact]
    public void NothingStated_IsUndetermined() => Assert.Equal(PovertyClass.Undetermined, Classify("2022-2026", AreaType.Rural, deprivations: 5));

    [Fact]
    public void PointsOfAnotherForm_MeanNothing()
    {
        var answers = new Answers("2022-2026", null, 140, 30, 3, false);
        Assert.Equal(PovertyClass.Poor, Classifier.Classify(answers, AreaType.Rural, ReferenceStandards.Of("2022-2026")));
        Assert.Equal(PovertyClass.Undetermined, Classifier.Classify(answers, AreaType.Rural, ReferenceStandards.Of("2016-2021")));
    }

    [Fact]
    public void SameAnswers_CanBeJudgedByTwoStandards()
    {
        var answers = new Answers("2022-2026", 1_900_000, null, null, 3, false);
        Assert.Equal(PovertyClass.NotPoor, Classifier.Classify(answers, AreaType.Rural, ReferenceStandards.Of("2022-2026")));
        Assert.Equal(PovertyClass.Poor, Classifier.Classify(answers, AreaType.Rural, ReferenceStandards.Of("2027-2030")));
    }

    [Fact]
    public void IncomeAndPoints_IncomeDecidesAndTheOtherCanBeCompared()
    {
        var answers = new Answers("2022-2026", 1_600_000, 140, 30, 3, false);
        var standard = ReferenceStandards.Of("2022-2026");
        Assert.Equal(PovertyClass.NotPoor, Classifier.Classify(answers, AreaType.Rural, standard));
        Assert.Equal(PovertyClass.Poor, Classifier.ByMeasure(answers, AreaType.Rural, standard, RuleMeasure.Points));
    }

    [Fact]
    public void MarksWithoutPointsB_CountTenPointsEach()
    {
        Assert.Equal(PovertyClass.Poor, Classify("2022-2026", AreaType.Rural, incomePoints: 100, deprivations: 3));
        Assert.Equal(PovertyClass.NearPoor, Classify("2022-2026", AreaType.Rural, incomePoints: 100, deprivations: 2));
    }

    [Fact]
    public void PointsBWithoutMarks_CountAsIndicatorsWhenTheyDivide()
    {
        Assert.Equal(PovertyClass.Poor, Classify("2022-2026", AreaType.Rural, income: 1_000_000, deprivationPoints: 30));
        Assert.Equal(PovertyClass.Undetermined, Classify("2022-2026", AreaType.Rural, income: 1_000_000, deprivationPoints: 25));
    }

    private static PovertyClass Classify(
        string standard, AreaType area, long? income = null, int? incomePoints = null, int? deprivationPoints = null, int? deprivations = null, bool asks = false) =>
        Classifier.Classify(new Answers(standard, income, incomePoints, deprivationPoints, deprivations, asks), area, ReferenceStandards.Of(standard));
}
