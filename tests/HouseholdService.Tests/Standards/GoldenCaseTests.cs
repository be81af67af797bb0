using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.TestKit.Asserting;
using Sylvan.Data.Csv;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>
/// Every boundary of every standard, urban and rural. <c>law.csv</c> holds the sentences of the acts, written from the acts; the cases are made from its bounds: on each
/// line, one đồng or point below and above it, with every number of missed indicators around the threshold, asked or not. What a sentence does not reach is neither.
/// </summary>
public class GoldenCaseTests
{
    private static readonly IReadOnlyList<Sentence> Law = Read();

    private static readonly List<(string Standard, AreaType Area, string Measure)> Known = [.. Law.Select(sentence => (sentence.Standard, sentence.Area, sentence.Measure)).Distinct()];

    public static TheoryData<string, AreaType, string> Parts
    {
        get
        {
            var parts = new TheoryData<string, AreaType, string>();
            foreach (var (standard, area, measure) in Known)
                parts.Add(standard, area, measure);
            return parts;
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void EveryBoundary_IsDecidedAsTheActSays(string standard, AreaType area, string measure)
    {
        var sentences = Law.Where(sentence => sentence.Standard == standard && sentence.Area == area && sentence.Measure == measure).ToList();
        var amounts = sentences.SelectMany(sentence => new[] { sentence.Above, sentence.UpTo }).OfType<long>().SelectMany(bound => new[] { bound - 1, bound, bound + 1 }).Append(0).Distinct().Order();
        // Points B come in tens on the form; one below and above the line is asked all the same.
        int[] missed = measure == "income" ? [0, 1, 2, 3, 4, 10, 12] : [0, 10, 20, 29, 30, 31, 40, 120];
        var wrong = new List<string>();
        var cases = 0;
        foreach (var amount in amounts)
            foreach (var count in missed)
                foreach (var asks in new[] { false, true })
                {
                    var answers = measure == "income" ? new Answers(standard, amount, null, null, count, asks) : new Answers(standard, null, (int)amount, count, null, asks);
                    var expected = sentences.Find(sentence => sentence.Holds(amount, count, asks))?.Class ?? PovertyClass.NotPoor;
                    var found = Classifier.Classify(answers, area, ReferenceStandards.Of(standard));
                    cases++;
                    if (found != expected)
                        wrong.Add($"{amount}, {count} missed, {(asks ? "asks" : "does not ask")}: {found}, the act says {expected}");
                }

        Assert.True(cases >= 28, $"{cases} cases only");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void LawAndRules_KnowTheSameBounds()
    {
        foreach (var (standard, area, measure) in Known)
        {
            var rules = ReferenceStandards.Of(standard).Rules(measure == "income" ? RuleMeasure.Income : RuleMeasure.Points, area).ToArray();
            var sentences = Law.Where(sentence => sentence.Standard == standard && sentence.Area == area && sentence.Measure == measure).ToList();
            Assert.Equal(sentences.SelectMany(sentence => new[] { sentence.Above, sentence.UpTo }).OfType<long>().Distinct().Order(),
                rules.SelectMany(rule => new[] { rule.IncomeAbove, rule.IncomeUpTo }).OfType<long>().Distinct().Order());
        }
    }

    [Fact]
    public void EveryRuleOfEveryStandard_HasItsSentence()
    {
        foreach (var standard in ReferenceStandards.Catalog.All)
            foreach (var measure in Enum.GetValues<RuleMeasure>())
                foreach (var area in new[] { AreaType.Rural, AreaType.Urban })
                    Assert.Equal(standard.Rules(measure, area).Length,
                        Law.Count(sentence => sentence.Standard == standard.Code && sentence.Area == area && sentence.Measure == (measure == RuleMeasure.Income ? "income" : "points")));
    }

    [Fact]
    public void NoTwoSentences_HoldForOneHousehold()
    {
        foreach (var (standard, area, measure) in Known)
        {
            var sentences = Law.Where(sentence => sentence.Standard == standard && sentence.Area == area && sentence.Measure == measure).ToList();
            foreach (var amount in sentences.SelectMany(sentence => new[] { sentence.Above, sentence.UpTo }).OfType<long>().SelectMany(bound => new[] { bound, bound + 1 }))
                for (var missed = 0; missed <= 120; missed++)
                    Assert.True(sentences.Count(sentence => sentence.Holds(amount, missed, true)) <= 1, $"{standard} {area} {measure} {amount} {missed}");
        }
    }

    private static List<Sentence> Read()
    {
        using var csv = CsvDataReader.Create(Path.Combine(Approved.Root, "tests", "HouseholdService.Tests", "Standards", "law.csv"));
        var sentences = new List<Sentence>();
        string Cell(string column) => csv.GetString(csv.GetOrdinal(column));
        long? Number(string column) => Cell(column).Length == 0 ? null : long.Parse(Cell(column), CultureInfo.InvariantCulture);
        while (csv.Read())
            sentences.Add(new Sentence(Cell("standard"), Cell("area") == "urban" ? AreaType.Urban : AreaType.Rural, Cell("measure"), Number("above"), Number("up_to"), (int?)Number("missed_from"), (int?)Number("missed_to"),
                Cell("asks") == "yes", Cell("class") switch { "poor" => PovertyClass.Poor, "near-poor" => PovertyClass.NearPoor, "average-living" => PovertyClass.AverageLiving, _ => PovertyClass.Undetermined }));
        return sentences;
    }

    private sealed record Sentence(string Standard, AreaType Area, string Measure, long? Above, long? UpTo, int? MissedFrom, int? MissedTo, bool Asks, PovertyClass Class)
    {
        public bool Holds(long amount, int missed, bool asks) =>
            (Above is null || amount > Above) && (UpTo is null || amount <= UpTo) && (MissedFrom is null || missed >= MissedFrom) && (MissedTo is null || missed <= MissedTo) && (asks || !Asks);
    }
}
