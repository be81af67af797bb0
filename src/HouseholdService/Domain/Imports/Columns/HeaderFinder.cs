using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>
/// Finds the header of a sheet: one to three rows, groups above headings. Merged groups stand in their first cell only, so an empty cell above a heading
/// belongs to the group on its left; merged ranges themselves are listed behind the rows and are not waited for.
/// </summary>
public static class HeaderFinder
{
    private const int MostRows = 3;
    private const int LongestHeading = 200;

    /// <summary>The header that explains most columns, or null when no row looks like one.</summary>
    public static SheetLayout? Find(RowBatch first, ColumnCatalogue catalogue) => Best(first, catalogue, upsideDown: false)?.Understand();

    /// <summary>True when the header would be complete if its rows stood in the opposite order.</summary>
    public static bool IsSwapped(RowBatch first, ColumnCatalogue catalogue) =>
        Best(first, catalogue, upsideDown: true) is { } turned && turned.HeaderRows.From < turned.HeaderRows.To && turned.Missing(catalogue).Count == 0;

    private static SheetLayout? Best(RowBatch first, ColumnCatalogue catalogue, bool upsideDown)
    {
        var grid = Enumerable.Range(0, first.Count).Select(row => Texts(first, row)).ToArray();
        SheetLayout? best = null;
        for (var last = 0; last < grid.Length; last++)
            for (var from = last; from >= Math.Max(0, last - MostRows + 1); from--)
            {
                var rows = grid[from..(last + 1)];
                if (upsideDown)
                    Array.Reverse(rows);
                var layout = Layout(rows, (from, last), catalogue);
                if (layout.Understood > (best?.Understood ?? 2))
                    best = layout;
            }

        return best;
    }

    private static SheetLayout Layout(Dictionary<int, string>[] rows, (int, int) place, ColumnCatalogue catalogue)
    {
        var width = rows.Max(row => row.Count == 0 ? 0 : row.Keys.Max()) + 1;
        var slots = new int[width];
        var headings = new string[width];
        Array.Fill(slots, -1);
        for (var column = 0; column < width; column++)
        {
            var bottom = Array.FindLastIndex(rows, row => row.ContainsKey(column));
            headings[column] = bottom < 0 ? "" : rows[bottom][column];
            if (bottom < 0)
                continue;
            var above = rows[..bottom].Select(row => GroupAt(row, column)).Where(group => group.Length > 0).Reverse().ToList();
            slots[column] = catalogue.Find(HeadingKey.Of(headings[column]), [.. above.Select(HeadingKey.Of)]);
            if (above.Count > 0 && above[0] != headings[column])
                headings[column] = $"{above[0]} / {headings[column]}";
        }

        return new SheetLayout(slots, headings, place);
    }

    private static string GroupAt(Dictionary<int, string> row, int column)
    {
        for (var at = column; at >= 0; at--)
            if (row.TryGetValue(at, out var text))
                return text;
        return "";
    }

    private static Dictionary<int, string> Texts(RowBatch batch, int row)
    {
        var texts = new Dictionary<int, string>();
        foreach (var cell in batch.CellsOf(batch[row]))
            if (string.Join(' ', batch.StringOf(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 and <= LongestHeading } text)
                texts[cell.Column] = text;
        return texts;
    }
}
