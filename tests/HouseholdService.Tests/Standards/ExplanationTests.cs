using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

public class ExplanationTests
{
    [Fact]
    public void EveryAnswer_IsExplainedWithTheSameClass()
    {
        foreach (var standard in ReferenceStandards.Catalog.All)
            foreach (var area in Enum.GetValues<AreaType>())
                foreach (long? income in new long?[] { null, 0, 450_000, 700_001, 1_500_000, 2_100_000, 2_900_000 })
                    foreach (int? points in new int?[] { null, 0, 120, 141, 176 })
                        foreach (int? missed in new int?[] { null, 0, 2, 3, 12 })
                            foreach (var asks in new[] { false, true })
                            {
                                var answers = new Answers("2022-2026", income, points, null, missed, asks);
                                var explanation = Classifier.Explain(answers, area, standard);
                                Assert.Equal(Classifier.Classify(answers, area, standard), explanation.Class);
                                Assert.NotEmpty(explanation.Steps);
                                Assert.All(explanation.Steps, step => Assert.False(string.IsNullOrWhiteSpace(step.Vi) || string.IsNullOrWhiteSpace(step.En)));
                            }
    }

    [Fact]
    public void Step_SaysValueBoundAndSource()
    {
        var explanation = Classifier.Explain(new Answers("2022-2026", 1_500_000, null, null, 2, false), AreaType.Rural, ReferenceStandards.Of("2022-2026"));
        Assert.Equal(PovertyClass.NearPoor, explanation.Class);
        var poor = explanation.Steps[0];
        Assert.Equal("2022-2026/rural/income/1", poor.Rule);
        Assert.Equal(StepOutcome.Fails, poor.Outcome);
        Assert.Equal(new Comparison(ComparedQuantity.Income, 1_500_000, "<=", 1_500_000, true), poor.Comparisons[0]);
        Assert.Equal(new Comparison(ComparedQuantity.Deprivations, 2, ">=", 3, false), poor.Comparisons[1]);
        Assert.Equal("NĐ 07/2021/NĐ-CP, điều 3", poor.LegalSource);
        Assert.Equal(
            "Thu nhập bình quân đầu người/tháng 1.500.000 đồng, cần từ 1.500.000 đồng trở xuống; số chỉ số thiếu hụt 2, cần từ 3 trở lên → không thỏa mãn điều kiện hộ nghèo.", poor.Vi);
        Assert.Equal("Income per person and month 1,500,000 VND, needed up to 1,500,000 VND; missed indicators 2, needed 3 or more → does not hold for poor household.", poor.En);
        Assert.Equal(StepOutcome.Matches, explanation.Steps[^1].Outcome);
    }

    [Fact]
    public void IndicatorsOfAnotherForm_AreRemarked()
    {
        var explanation = Classifier.Explain(new Answers("2022-2026", 2_000_000, null, null, 3, false), AreaType.Rural, ReferenceStandards.Of("2027-2030"));
        Assert.Equal(PovertyClass.Poor, explanation.Class);
        Assert.Contains(explanation.Steps, step => step is { Rule: "indicators-of-another-form", Outcome: StepOutcome.Remark });
    }

    [Theory]
    [InlineData(null, null, "2022-2026", "nothing-stated")]
    [InlineData(null, 100, "2027-2030", "no-cut-offs")]
    [InlineData(null, 100, "2016-2021", "points-of-another-form")]
    public void Undetermined_SaysWhy(int? income, int? points, string standard, string rule)
    {
        var explanation = Classifier.Explain(new Answers("2022-2026", income, points, 30, 3, false), AreaType.Rural, ReferenceStandards.Of(standard));
        Assert.Equal(PovertyClass.Undetermined, explanation.Class);
        Assert.Equal(rule, Assert.Single(explanation.Steps).Rule);
    }

    [Fact]
    public void UnknownUpperBound_IsNotGuessed()
    {
        var explanation = Classifier.Explain(new Answers("2027-2030", 2_300_000, null, null, 0, true), AreaType.Rural, ReferenceStandards.Of("2027-2030"));
        Assert.Equal(PovertyClass.Undetermined, explanation.Class);
        Assert.Contains(explanation.Steps[^1].Comparisons, comparison => comparison is { Relation: "<=", Bound: null, Holds: null });
    }
}
