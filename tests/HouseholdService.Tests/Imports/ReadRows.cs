using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>The rows of a file as text, for looking at.</summary>
internal static class ReadRows
{
    /// <summary>Cells by sheet, row and column letters: <c>0!C12</c>.</summary>
    public static Dictionary<string, (string Text, CellForm Form, CellMarks Marks)> Of(IRowSource source)
    {
        var cells = new Dictionary<string, (string, CellForm, CellMarks)>();
        var batch = new RowBatch();
        while (source.Read(batch))
            for (var row = 0; row < batch.Count; row++)
                foreach (var cell in batch.CellsOf(batch[row]))
                    cells.Add($"{batch.Sheet}!{SheetWriter.Letter(cell.Column)}{batch[row].Number}", (batch.StringOf(cell), cell.Form, cell.Marks));
        return cells;
    }

    public static Dictionary<string, (string Text, CellForm Form, CellMarks Marks)> OfCsv(string text) => Of(new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(text))));

    public static Dictionary<string, (string Text, CellForm Form, CellMarks Marks)> OfBook(Action<WorkbookWriter> write, bool sharedStrings = true)
    {
        using var workbook = new Workbook(File(write, sharedStrings), new ReadLimits());
        return Of(workbook);
    }

    public static MemoryStream File(Action<WorkbookWriter> write, bool sharedStrings = true, bool withMacros = false)
    {
        var file = new MemoryStream();
        using (var book = new WorkbookWriter(file, sharedStrings) { WithMacros = withMacros })
            write(book);
        file.Position = 0;
        return file;
    }

    /// <summary>A zip file with just these entries.</summary>
    public static MemoryStream Zip(params (string Name, string Content)[] entries)
    {
        var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, true))
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }

        file.Position = 0;
        return file;
    }
}
