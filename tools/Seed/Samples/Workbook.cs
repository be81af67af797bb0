using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PovertyPlatform.Seed.Samples;

enum Look { Plain, Bold, Title, Italic, Heading, Cell, Centred, Total }

/// <summary>One sheet written as Excel would save it: shared texts, merged cells, widths. The same rows give the same bytes.</summary>
sealed class Workbook(string sheetName, IReadOnlyList<double> widths)
{
    static readonly DateTimeOffset Stamp = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    readonly SheetData rows = new();
    readonly MergeCells merges = new();
    readonly Dictionary<string, int> texts = [];
    readonly List<string> textsInOrder = [];

    public string SheetName => sheetName;

    public int LastRow { get; private set; }

    public int AddRow(IEnumerable<(object? Value, Look Look)> cells)
    {
        var row = new Row { RowIndex = (uint)++LastRow };
        var column = 0;
        foreach (var (value, look) in cells)
        {
            column++;
            if (value is null && look == Look.Plain) continue;
            row.Append(Cell(column, value, look));
        }
        rows.Append(row);
        return LastRow;
    }

    public void Merge(int firstRow, int firstColumn, int lastRow, int lastColumn) =>
        merges.Append(new MergeCell { Reference = $"{ColumnName(firstColumn)}{firstRow}:{ColumnName(lastColumn)}{lastRow}" });

    public static string ColumnName(int column) => column <= 26 ? $"{(char)('A' + column - 1)}" : ColumnName((column - 1) / 26) + ColumnName((column - 1) % 26 + 1);

    Cell Cell(int column, object? value, Look look)
    {
        var cell = new Cell { CellReference = $"{ColumnName(column)}{LastRow}", StyleIndex = (uint)look };
        switch (value)
        {
            case string text:
                cell.DataType = CellValues.SharedString;
                cell.CellValue = new(TextIndex(text));
                break;
            case int or long:
                cell.CellValue = new(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
        return cell;
    }

    int TextIndex(string text)
    {
        if (texts.TryAdd(text, textsInOrder.Count)) textsInOrder.Add(text);
        return texts[text];
    }

    public byte[] Save()
    {
        using var package = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(package, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            document.ChangeIdOfPart(book, "rId1");
            book.AddNewPart<WorkbookStylesPart>("rId2").Stylesheet = WorkbookLooks.Stylesheet();
            book.AddNewPart<SharedStringTablePart>("rId3").SharedStringTable = new(textsInOrder.Select(text =>
                new SharedStringItem(new Text(text) { Space = SpaceProcessingModeValues.Preserve })));
            var columns = new Columns(widths.Select((width, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true }));
            book.AddNewPart<WorksheetPart>("rId1").Worksheet = new(columns, rows, merges);
            book.Workbook = new(new Sheets(new Sheet { Name = sheetName, SheetId = 1, Id = "rId1" }));
        }
        return Stamped(package);
    }

    /// <summary>Names and texts of everything in a package.</summary>
    public static IEnumerable<(string Name, string Text)> Unpacked(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package), ZipArchiveMode.Read);
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            yield return (entry.FullName, reader.ReadToEnd());
        }
    }

    // The package library stamps entries with the time of day; the files are checked in and must not change without reason.
    static byte[] Stamped(MemoryStream package)
    {
        package.Position = 0;
        using var source = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
        var result = new MemoryStream();
        using (var target = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var entry in source.Entries.OrderBy(e => e.FullName != "[Content_Types].xml").ThenBy(e => e.FullName, StringComparer.Ordinal))
            {
                var copy = target.CreateEntry(entry.FullName, CompressionLevel.SmallestSize);
                copy.LastWriteTime = Stamp;
                using var from = entry.Open();
                using var to = copy.Open();
                from.CopyTo(to);
            }
        return result.ToArray();
    }
}
