using System.Numerics;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>
/// What can be told of a folded name without reading it again: two names whose shapes are too far apart cannot agree. Most pairs that share a birth date end here.
/// </summary>
/// <param name="Whole">Hash of the name.</param>
/// <param name="Ends">Hash of its first and last word: family name and given name.</param>
/// <param name="Bag">Hash of its words, whatever their order.</param>
/// <param name="Words">How many words.</param>
/// <param name="Letters">Which letters occur, one bit each.</param>
public readonly record struct NameShape(ulong Whole, ulong Ends, ulong Bag, int Words, uint Letters)
{
    /// <summary>Shape of a folded name.</summary>
    public static NameShape Of(string folded)
    {
        if (folded.Length == 0)
            return default;
        var (whole, word, first, bag, words, letters) = (Seed, Seed, 0UL, 0UL, 0, 0U);
        for (var at = 0; at <= folded.Length; at++)
        {
            if (at < folded.Length && folded[at] is var letter and not ' ')
            {
                word = Mix(word, letter);
                whole = Mix(whole, letter);
                letters |= 1U << (letter & 31);
                continue;
            }

            // A sum does not mind the order; mixing once more keeps words from making up for each other.
            bag += Mix(word, Seed);
            if (words++ == 0)
                first = word;
            if (at < folded.Length)
                (whole, word) = (Mix(whole, ' '), Seed);
        }

        return new NameShape(whole, Mix(Mix(first, Seed), word), bag, words, letters);
    }

    /// <summary>Letters that only one of the two names has.</summary>
    public int LettersApart(in NameShape other) => BitOperations.PopCount(Letters ^ other.Letters);

    /// <summary>Mixes a value into a hash; only a hash that was mixed before knows which of the two came first.</summary>
    internal static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft((hash ^ value) * 0x9E3779B97F4A7C15, 29) * 0xBF58476D1CE4E5B9;

    private const ulong Seed = 0xCBF29CE484222325;
}
