namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>
/// How the columns of a sheet go on paper: on one page as long as the letters stay readable, else on several side by side, each with the key columns. Columns under one heading stay together
/// where a page holds them.
/// </summary>
internal sealed class PageSpread
{
    /// <summary>Characters across a landscape page of A4 at full size.</summary>
    public const int A4 = 150;

    /// <summary>Characters across a landscape page of A3 at full size.</summary>
    public const int A3 = 210;

    private const int Portrait = 95;

    /// <summary>Lays the columns out.</summary>
    public PageSpread(IReadOnlyList<PaperColumn> columns)
    {
        var width = columns.Sum(column => column.Width);
        (IsA3, IsLandscape, Keys) = (width > A4, width > Portrait, columns.TakeWhile(column => column.IsKey).Count());
        if (width <= A3 || Keys == 0)
            return;
        var room = A3 - columns.Take(Keys).Sum(column => column.Width);
        var (breaks, used, at) = (new List<int>(), 0, Keys);
        while (at < columns.Count)
        {
            var block = BlockAt(columns, at);
            var size = columns.Skip(at).Take(block).Sum(column => column.Width);
            // A heading wider than a page is cut between its columns.
            if (size > room)
                (block, size) = (1, columns[at].Width);
            if (used > 0 && used + size > room)
            {
                breaks.Add(at);
                used = 0;
            }

            used += size;
            at += block;
        }

        Breaks = breaks;
    }

    /// <summary>True when a page of A4 is too narrow.</summary>
    public bool IsA3 { get; }

    /// <summary>True when it lies on its side.</summary>
    public bool IsLandscape { get; }

    /// <summary>Leading columns that stand on every page.</summary>
    public int Keys { get; }

    /// <summary>Columns, from 0, with which another page begins; empty when one page holds them all.</summary>
    public IReadOnlyList<int> Breaks { get; } = [];

    /// <summary>Columns of the first page: head and foot stand over these.</summary>
    public int First(int columns) => Breaks.Count == 0 ? columns : Breaks[0];

    private static int BlockAt(IReadOnlyList<PaperColumn> columns, int at) => columns[at].Group.Length == 0 ? 1 : columns.Skip(at).TakeWhile(column => column.Group == columns[at].Group).Count();
}
