using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Escapes;
using PovertyPlatform.HouseholdService.Domain.Quality;

namespace PovertyPlatform.HouseholdServiceTests.Quality;

public class QualityTests
{
    private static readonly string[] Strata = ["poor", "near-poor", "left", "not-on-list"];

    private static readonly Gen<List<(Guid Household, string Stratum)>> Populations =
        Gen.Select(Gen.Guid, Gen.Int[0, Strata.Length - 1], (id, stratum) => (id, Strata[stratum])).List[0, 300].Select(list => list.DistinctBy(pair => pair.id).ToList());

    [Fact]
    public void Sample_IsTheSameForTheSameSeed_HoweverThePopulationIsOrdered() => Gen.Select(Populations, Gen.Int[0, 60], Gen.Long).Sample((population, size, seed) =>
    {
        var drawn = StratifiedSample.Draw(population, size, seed);
        Assert.Equal(drawn, StratifiedSample.Draw([.. population.AsEnumerable().Reverse()], size, seed));
        Assert.Equal(Math.Min(size, population.Count), drawn.Count);
        Assert.Equal(drawn.Count, drawn.Distinct().Count());
        Assert.True(drawn.All(population.Contains));
        var strata = population.Select(pair => pair.Stratum).Distinct().Count();
        if (drawn.Count >= strata)
            Assert.Equal(strata, drawn.Select(pair => pair.Stratum).Distinct().Count());
    });

    [Fact]
    public void Sample_OfAnotherSeed_IsAnother()
    {
        var population = Enumerable.Range(0, 200).Select(index => (new Guid(index, 0, 0, new byte[8]), "poor")).ToList();
        Assert.NotEqual(StratifiedSample.Draw(population, 20, 1), StratifiedSample.Draw(population, 20, 2));
    }

    [Theory]
    [InlineData(0, 10, 0, 0, 0.277533)]
    [InlineData(1, 10, 0.1, 0.017876, 0.404150)]
    [InlineData(5, 10, 0.5, 0.236593, 0.763407)]
    [InlineData(10, 10, 1, 0.722467, 1)]
    public void Proportion_HasWilsonsBounds(int found, int of, double rate, double low, double high)
    {
        var share = Proportion.From(found, of);
        Assert.Equal((rate, low, high), (share.Rate!.Value, Math.Round(share.Low!.Value, 6), Math.Round(share.High!.Value, 6)));
    }

    [Fact]
    public void Proportion_LiesInsideItsBounds() => Gen.Select(Gen.Int[1, 2000], Gen.Double[0, 1]).Sample((of, part) =>
    {
        var share = Proportion.From((int)(of * part), of);
        Assert.True(0 <= share.Low && share.Low <= share.Rate && share.Rate <= share.High && share.High <= 1);
    });

    [Fact]
    public void Proportion_OfNothing_SaysNothing() => Assert.Null(Proportion.From(0, 0).Rate);

    [Fact]
    public void Comparison_CountsEveryHouseholdOnce() => Gen.Select(Gen.Int[0, 40].List[0, 30], Gen.Int[0, 40].List[0, 30]).Sample((hoped, left) =>
    {
        static List<(Guid, string)> Households(List<int> numbers) => [.. numbers.Distinct().Select(number => (new Guid(number, 0, 0, new byte[8]), $"Bản {number % 4}"))];
        var (expected, escaped) = (Households(hoped), Households(left));
        var compared = EscapeComparison.Of(expected, escaped);
        Assert.Equal(expected.Count, compared.Sum(hamlet => hamlet.Expected));
        Assert.Equal(escaped.Count, compared.Sum(hamlet => hamlet.Escaped + hamlet.Unexpected));
        Assert.True(compared.All(hamlet => hamlet.Expected == hamlet.Escaped + hamlet.StillOnList));
    });
}
