using System.Security.Cryptography;

namespace PovertyPlatform.HouseholdService.Domain.Quality;

/// <summary>
/// Draws a sample that anybody can draw again: the order inside a stratum is that of SHA-256 over seed and household, so neither the computer nor the officer chooses.
/// Every stratum gets its share by largest remainder, and one household at least.
/// </summary>
public static class StratifiedSample
{
    /// <summary>The households of the sample with their stratum.</summary>
    /// <param name="population">Households with their stratum; order does not matter.</param>
    /// <param name="size">Size of the sample; more than the population draws everybody.</param>
    /// <param name="seed">Seed, drawn in public.</param>
    public static IReadOnlyList<(Guid Household, string Stratum)> Draw(IReadOnlyCollection<(Guid Household, string Stratum)> population, int size, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var strata = population.GroupBy(pair => pair.Stratum, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (Name: group.Key, Households: group.Select(pair => pair.Household).OrderBy(id => Rank(seed, id), StringComparer.Ordinal).ToList())).ToList();
        var shares = Shares([.. strata.Select(stratum => stratum.Households.Count)], Math.Min(size, population.Count));
        return [.. strata.Zip(shares).SelectMany(pair => pair.First.Households.Take(pair.Second).Select(household => (household, pair.First.Name)))];
    }

    private static int[] Shares(int[] sizes, int wanted)
    {
        var all = sizes.Sum();
        if (all == 0 || wanted == 0)
            return new int[sizes.Length];
        var shares = sizes.Select(size => (int)((long)size * wanted / all)).ToArray();
        // Whole shares first, then one each where the rest is largest; a stratum without any takes one from the largest.
        foreach (var index in Enumerable.Range(0, sizes.Length).OrderByDescending(index => (long)sizes[index] * wanted % all).ThenBy(index => index).Take(wanted - shares.Sum()))
            shares[index]++;
        for (var index = 0; index < sizes.Length && wanted >= sizes.Length; index++)
            if (shares[index] == 0)
            {
                shares[Array.IndexOf(shares, shares.Max())]--;
                shares[index]++;
            }

        return shares;
    }

    private static string Rank(long seed, Guid household)
    {
        Span<byte> text = stackalloc byte[24];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(text, seed);
        household.TryWriteBytes(text[8..], bigEndian: true, out _);
        return Convert.ToHexString(SHA256.HashData(text));
    }
}
