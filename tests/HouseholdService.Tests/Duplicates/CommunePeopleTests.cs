using System.Globalization;
using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

/// <summary>The index brings together exactly those who share enough, as comparing everybody with everybody does.</summary>
public class CommunePeopleTests
{
    // Few names, years, days and numbers, so that every way of sharing occurs often.
    private static readonly string[] Names = ["giang a pao", "giang thi pao", "pao a giang", "giang pao", "li thi mi", "li thi mai", "li", ""];

    private static readonly Gen<PersonTraits> People =
        Gen.Select(Gen.Int[0, Names.Length - 1].Select(at => Names[at]), Gen.Int[1979, 1983].Select(year => (short)year), Gen.Int[0, 3], Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[0, 4], (name, year, kind, month, day, number) => new PersonTraits(
            Guid.NewGuid(), Guid.NewGuid(), "15", "04492", "", name, Sex.Male, kind == 0 ? null : year, kind < 2 ? null : new DateOnly(year, month, day), number == 0 ? null : [1, (byte)number], 12));

    [Fact]
    public void Index_BringsTogetherWhoSharesEnough_AndNobodyElse() => Gen.Select(People.List[0, 30], People).Sample((people, other) =>
    {
        var found = new CommunePeople(people, Weights).WorthComparing(other).ToArray();
        Assert.Equal(found.Length, found.Distinct().Count());
        Assert.Equal(people.Where(one => ShareEnough(one, other) && !NumbersDiffer(one, other)).ToHashSet(), [.. found]);
        // Who is left apart for another number could not have been suspected.
        Assert.All(people.Where(one => NumbersDiffer(one, other)), one => Assert.True(PersonSimilarity.Of(one, other, Weights).Points < Weights[DuplicateWeights.Threshold]));
    });

    [Fact]
    public void NumbersThatWeighLittle_PartNobody() => Gen.Select(People.List[0, 30], People).Sample((people, other) =>
        Assert.Equal(people.Where(one => ShareEnough(one, other)).ToHashSet(), [.. new CommunePeople(people, Of(DuplicateWeights.IdentityDiffers, -50)).WorthComparing(other)]));

    [Fact]
    public void PairsInsideACommune_AreComparedOnce() => People.List[0, 30].Sample(people =>
    {
        var pairs = new HouseholdPairs(Weights, int.MaxValue);
        pairs.AddInside(new CommunePeople(people, Weights));
        Assert.Equal(people.SelectMany((one, at) => people.Skip(at + 1), (one, other) => (one, other)).Count(pair => ShareEnough(pair.one, pair.other) && !NumbersDiffer(pair.one, pair.other)), pairs.Compared);
    });

    [Fact]
    public void FewerPointsThanTheLeast_AreNoPoints_AndMoreAreTheSame() => Gen.Select(People, People, Gen.Int[-200, 1500]).Sample((one, other, least) =>
    {
        var (whole, cut) = (PersonSimilarity.Of(one, other, Weights), PersonSimilarity.Of(one, other, Weights, least));
        if (whole.Points >= least && whole.Reasons.Count > 0)
            Assert.Equal((whole.Points, string.Join(' ', whole.Reasons)), (cut.Points, string.Join(' ', cut.Reasons)));
        else
            Assert.Empty(cut.Reasons);
    });

    [Fact]
    public void Distance_InABand_IsTheDistance_AsFarAsItCounts()
    {
        var words = Gen.Char["abc"].Array[0, 9].Select(letters => new string(letters));
        Gen.Select(words, words, Gen.Int[1, 2]).Where(pair => Math.Abs(pair.Item1.Length - pair.Item2.Length) <= pair.Item3).Sample((one, other, most) =>
            Assert.Equal(Math.Min(most + 1, WholeDistance(one, other)), NameWords.Distance(one, other, most)));
    }

    private static DuplicateWeights Weights { get; } = Of("", 0);

    /// <summary>The weights that ship, one of them changed.</summary>
    private static DuplicateWeights Of(string changed, int points) => new(
        [.. File.ReadLines(Path.Combine(Approved.Root, "reference", "duplicates", "weights.csv")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => new DuplicateWeight
        {
            Code = cells[0],
            Points = cells[0] == changed ? points : int.Parse(cells[1], CultureInfo.InvariantCulture),
            NameVi = "",
            NameEn = "",
        })], new DateOnly(2026, 12, 1));

    private static bool NumbersDiffer(PersonTraits one, PersonTraits other) => one.IdentityMark is { } mark && other.IdentityMark is { } otherMark && !mark.SequenceEqual(otherMark);

    private static bool ShareEnough(PersonTraits one, PersonTraits other) =>
        (one.BirthYear is not null && one.BirthYear == other.BirthYear && Ends(one.Name) == Ends(other.Name))
        || (one.Name == other.Name && (one.BirthYear is null || other.BirthYear is null || Math.Abs(one.BirthYear.Value - other.BirthYear.Value) <= 1
            || (one.BirthDate is { } day && other.BirthDate is { } otherDay && (day.Month, day.Day) == (otherDay.Month, otherDay.Day))))
        || (one.BirthDate is not null && one.BirthDate == other.BirthDate)
        || (one.IdentityMark is not null && other.IdentityMark is not null && one.IdentityMark.SequenceEqual(other.IdentityMark));

    private static (string, string) Ends(string name) => (name.Split(' ')[0], name.Split(' ')[^1]);

    /// <summary>Optimal string alignment, over the whole table.</summary>
    private static int WholeDistance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var row = 0; row <= one.Length; row++)
            for (var column = 0; column <= other.Length; column++)
                table[row, column] = row == 0 || column == 0 ? row + column
                    : Math.Min(
                        Math.Min(table[row - 1, column], table[row, column - 1]) + 1,
                        Math.Min(
                            table[row - 1, column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1),
                            row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1] ? table[row - 2, column - 2] + 1 : int.MaxValue));
        return table[one.Length, other.Length];
    }
}
