namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>Names as duplicates are looked for: search form, and y written as i, because one clerk writes Quý and another Quí.</summary>
public static class NameWords
{
    private const int ShortName = 6;
    private const int LongName = 12;

    /// <summary>Folds a search form.</summary>
    public static string Fold(string search) => search.Replace('y', 'i');

    /// <summary>How two folded names agree, as the code of a weight; null when they do not.</summary>
    public static string? Agreement(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return null;
        if (one == other)
            return DuplicateWeights.NameEqual;
        if (Math.Abs(one.Length - other.Length) > LongName)
            return null;
        if (Misspelled(one, other))
            return DuplicateWeights.NameMisspelled;
        var (words, others) = (one.Split(' '), other.Split(' '));
        if (words.Length == others.Length)
            return words.Order(StringComparer.Ordinal).SequenceEqual(others.Order(StringComparer.Ordinal)) ? DuplicateWeights.NameReordered : null;
        var (few, many) = words.Length < others.Length ? (words, others) : (others, words);
        return many.Length - few.Length == 1 && few.Length >= 2 && few[0] == many[0] && few[^1] == many[^1] && IsInOrder(few, many) ? DuplicateWeights.NameShortened : null;
    }

    /// <summary>One wrong letter in a name, two in a long one; letters that changed places count once.</summary>
    private static bool Misspelled(string one, string other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var most = shorter < ShortName ? 0 : shorter < LongName ? 1 : 2;
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

    private static int Distance(ReadOnlySpan<char> one, ReadOnlySpan<char> other, int most)
    {
        Span<int> rows = stackalloc int[3 * (other.Length + 1)];
        var before = rows[..(other.Length + 1)];
        var last = rows.Slice(other.Length + 1, other.Length + 1);
        var now = rows[(2 * (other.Length + 1))..];
        for (var column = 0; column <= other.Length; column++)
            last[column] = column;
        for (var row = 1; row <= one.Length; row++)
        {
            now[0] = row;
            var least = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var same = one[row - 1] == other[column - 1];
                now[column] = Math.Min(Math.Min(last[column], now[column - 1]) + 1, last[column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                    now[column] = Math.Min(now[column], before[column - 2] + 1);
                least = Math.Min(least, now[column]);
            }

            if (least > most)
                return least;
            var spare = before;
            before = last;
            last = now;
            now = spare;
        }

        return last[other.Length];
    }
}
