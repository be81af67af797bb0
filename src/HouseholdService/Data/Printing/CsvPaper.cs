using System.Text;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>A paper as CSV: headings and rows alone, because programs read it. Groups stand in a row above the headings, as the import knows them.</summary>
internal sealed class CsvPaper(Stream target, Paper paper) : IPaperWriter
{
    private readonly StreamWriter _writer = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 16 * 1024, leaveOpen: true) { NewLine = "\r\n" };

    public void Begin()
    {
        if (paper.HasGroups)
            Line(paper.Columns.Select((column, at) => at > 0 && paper.Columns[at - 1].Group == column.Group ? "" : column.Group));
        Line(paper.Columns.Select(column => column.Heading));
    }

    public void Row(PaperRow row) => Line(row.Cells);

    public void End(string total) => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private void Line(IEnumerable<string> cells) => _writer.WriteLine(string.Join(';', cells.Select(cell => Quoted(PlainCell.Of(cell)))));

    private static string Quoted(string text) => text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
