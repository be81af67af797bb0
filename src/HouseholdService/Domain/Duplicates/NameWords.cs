namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>Names as duplicates are looked for: search form, and y written as i, because one clerk writes Quý and another Quí.</summary>
public static class NameWords
{
    private const int ShortName = 6;
    private const int LongName = 12;

    /// <summary>Folds a search form.</summary>
    public static string Fold(string search) => search.Replace('y', 'i');

    /// <summary>How two folded names agree, as the code of a weight; null when they do not.</summary>
    public static string? Agreement(string one, string other) => Agreement(one, NameShape.Of(one), other, NameShape.Of(other));

    /// <summary>How two folded names agree. Their shapes tell of most that they cannot; those that may are read.</summary>
    public static string? Agreement(string one, in NameShape shape, string other, in NameShape otherShape)
    {
        if (one.Length == 0 || other.Length == 0)
            return null;
        if (shape.Whole == otherShape.Whole && one == other)
            return DuplicateWeights.NameEqual;
        if (Math.Abs(one.Length - other.Length) > LongName)
            return null;
        if (shape.LettersApart(otherShape) <= 2 * MostWrong(one, other) && Misspelled(one, other))
            return DuplicateWeights.NameMisspelled;
        if (shape.Words == otherShape.Words)
            return shape.Bag == otherShape.Bag && IsReordered(one, other) ? DuplicateWeights.NameReordered : null;
        return Math.Abs(shape.Words - otherShape.Words) == 1 && shape.Ends == otherShape.Ends && IsShortened(one, other) ? DuplicateWeights.NameShortened : null;
    }

    private static bool IsReordered(string one, string other) =>
        one.Split(' ').Order(StringComparer.Ordinal).SequenceEqual(other.Split(' ').Order(StringComparer.Ordinal));

    private static bool IsShortened(string one, string other)
    {
        var (words, others) = (one.Split(' '), other.Split(' '));
        var (few, many) = words.Length < others.Length ? (words, others) : (others, words);
        return few.Length >= 2 && few[0] == many[0] && few[^1] == many[^1] && IsInOrder(few, many);
    }

    /// <summary>Wrong letters that a name of such a length may have: one, two in a long one.</summary>
    private static int MostWrong(string one, string other) => Math.Min(one.Length, other.Length) switch { < ShortName => 0, < LongName => 1, _ => 2 };

    /// <summary>Letters that changed places count once.</summary>
    private static bool Misspelled(string one, string other)
    {
        var most = MostWrong(one, other);
        return most > 0 && Math.Abs(one.Length - other.Length) <= most && one[0] == other[0] && Distance(one, other, most) <= most;
    }

    private static bool IsInOrder(string[] few, string[] many)
    {
        var at = 0;
        foreach (var word in many)
            if (at < few.Length && few[at] == word)
                at++;
        return at == few.Length;
    }

    /// <summary>Distance of two names whose lengths differ by no more than the most that counts; more than that is said to be one more. Only a band along the diagonal is looked at.</summary>
    public static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        var width = other.Length + 1;
        Span<int> rows = stackalloc int[3 * width];
        rows.Fill(most + 1);
        var before = rows[..width];
        var last = rows.Slice(width, width);
        var now = rows[(2 * width)..];
        for (var column = 0; column <= Math.Min(most, other.Length); column++)
            last[column] = column;
        for (var row = 1; row <= one.Length; row++)
        {
            var (from, to) = (Math.Max(1, row - most), Math.Min(other.Length, row + most));
            now[from - 1] = from == 1 ? Math.Min(row, most + 1) : most + 1;
            var least = now[from - 1];
            for (var column = from; column <= to; column++)
            {
                // The last row ended one column earlier, where nothing within the band can come from.
                var above = column < row + most ? last[column] : most + 1;
                var steps = Math.Min(Math.Min(above, now[column - 1]) + 1, last[column - 1] + (one[row - 1] == other[column - 1] ? 0 : 1));
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                    steps = Math.Min(steps, before[column - 2] + 1);
                now[column] = Math.Min(steps, most + 1);
                least = Math.Min(least, now[column]);
            }

            if (least > most)
                return most + 1;
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }

        return last[other.Length];
    }
}
