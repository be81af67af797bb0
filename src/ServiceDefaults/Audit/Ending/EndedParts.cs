using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>
/// Which entries of which seals an ending took: whole seals as ranges, and of seals that reach over the edge of the month one bit for each entry in its order.
/// Text: <c>12-57:*,58:AQ</c>.
/// </summary>
internal sealed class EndedParts
{
    private readonly List<(long First, long Last)> _whole = [];
    private readonly Dictionary<long, byte[]> _partial = [];

    /// <summary>Adds a seal; seals come in their order.</summary>
    public void Add(long seal, IReadOnlyList<bool> ended)
    {
        if (ended.All(one => one))
        {
            if (_whole is [.., var (first, last)] && last == seal - 1)
                _whole[^1] = (first, seal);
            else
                _whole.Add((seal, seal));
            return;
        }

        var bits = new byte[(ended.Count + 7) / 8];
        for (var at = 0; at < ended.Count; at++)
            if (ended[at])
                bits[at / 8] |= (byte)(1 << (at % 8));
        _partial.Add(seal, bits);
    }

    /// <summary>True when the seal is touched at all.</summary>
    public bool Touches(long seal) => _partial.ContainsKey(seal) || IsWhole(seal);

    /// <summary>True when the entry that is so many-th under the seal was taken.</summary>
    public bool Covers(long seal, int index) => _partial.TryGetValue(seal, out var bits) ? index / 8 < bits.Length && (bits[index / 8] & (1 << (index % 8))) != 0 : IsWhole(seal);

    public override string ToString()
    {
        var parts = _whole.Select(range => (range.First, Text: string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}:*")))
            .Concat(_partial.Select(part => (First: part.Key, Text: string.Create(CultureInfo.InvariantCulture, $"{part.Key}:{Base64Url.EncodeToString(part.Value)}"))));
        return new StringBuilder().AppendJoin(',', parts.OrderBy(part => part.First).Select(part => part.Text)).ToString();
    }

    /// <exception cref="FormatException">The text is none of ours.</exception>
    public static EndedParts Parse(string text)
    {
        var parts = new EndedParts();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split(':') is not [var seals, var which])
                throw new FormatException($"'{part}' names no entries of a seal.");
            if (which == "*" && seals.Split('-') is [var first, var last])
                parts._whole.Add((Number(first), Number(last)));
            else
                parts._partial.Add(Number(seals), Base64Url.DecodeFromChars(which));
        }

        return parts;
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private bool IsWhole(long seal)
    {
        var (low, high) = (0, _whole.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (seal < _whole[middle].First)
                high = middle - 1;
            else if (seal > _whole[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }
}
