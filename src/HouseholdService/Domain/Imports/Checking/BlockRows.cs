using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Which rows of the sheet belong to which household: three numbers each, in the order of the rows.</summary>
internal sealed class BlockRows
{
    private readonly List<(int First, int Last, int Ordinal)> _blocks = [];

    public void Clear() => _blocks.Clear();

    public void Add(int first, int last, int ordinal) => _blocks.Add((first, last, ordinal));

    /// <summary>Ordinals of the households of which a row lies in the range.</summary>
    public IEnumerable<int> Covered(MergedRange range)
    {
        var (low, high) = (0, _blocks.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_blocks[middle].Last < range.FromRow)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < _blocks.Count && _blocks[low].First <= range.ToRow; low++)
            yield return _blocks[low].Ordinal;
    }
}
