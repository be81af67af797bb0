using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>
/// A plain copy of a file without the rows of erased people. It is written anew from what is read (values at their rows and columns), because what a workbook holds besides
/// (texts that no cell uses any more, notes, saved pivot data, hidden sheets, an editing history) would bring the person back.
/// </summary>
internal sealed class RedactedCopy(ErasedPeople erased, FoundRows found)
{
    private const string Marker = "Đã xóa theo yêu cầu xóa dữ liệu cá nhân";
    private const string CellMarker = "Đã xóa";

    /// <summary>Writes a CSV with the same rows.</summary>
    public void WriteCsv(IRowSource rows, Stream target)
    {
        using var writer = new StreamWriter(target, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };
        var batch = new RowBatch();
        var next = 1;
        while (rows.Read(batch))
            for (var at = 0; at < batch.Count; at++)
            {
                var row = batch[at];
                for (; next < row.Number; next++)
                    writer.WriteLine();
                writer.WriteLine(string.Join(';', Line(batch, row)));
                next = row.Number + 1;
            }
    }

    /// <summary>Writes a workbook with the same sheets, rows and cells.</summary>
    public void WriteWorkbook(IRowSource rows, Stream target)
    {
        using var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var batch = new RowBatch();
        var (sheet, merges) = (-1, new List<MergedRange>());
        XmlWriter? writer = null;
        while (rows.Read(batch))
        {
            for (; sheet < batch.Sheet; writer = Begin(zip, ++sheet))
                End(writer, merges);
            for (var at = 0; at < batch.Count; at++)
                Row(writer!, batch, batch[at]);
            merges.AddRange(batch.Merges);
        }

        for (; sheet < rows.Sheets.Count - 1; writer = Begin(zip, ++sheet))
            End(writer, merges);
        End(writer, merges);
        LegacyWorkbook.Parts(zip, [.. rows.Sheets]);
    }

    private List<string> Line(RowBatch batch, RowRef row)
    {
        if (found.Erased.Contains((batch.Sheet, row.Number)))
            return [Marker];
        var cells = new List<string>();
        foreach (var cell in batch.CellsOf(row))
        {
            while (cells.Count < cell.Column)
                cells.Add("");
            cells.Add($"\"{TextOf(batch, row, cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        return cells;
    }

    // A cell beside the erased rows that names or numbers the person all the same.
    private string TextOf(RowBatch batch, RowRef row, CellRef cell)
    {
        var text = batch.StringOf(cell);
        return found.Beside.Contains((batch.Sheet, row.Number)) && (erased.HasNumber(text) || erased.HasName(text)) ? CellMarker : text;
    }

    private static XmlWriter Begin(ZipArchive zip, int sheet)
    {
        var writer = LegacyWorkbook.Part(zip, $"xl/worksheets/sheet{sheet + 1}.xml");
        writer.WriteStartElement("worksheet", LegacyWorkbook.Main);
        writer.WriteStartElement("sheetData", LegacyWorkbook.Main);
        return writer;
    }

    private static void End(XmlWriter? writer, List<MergedRange> merges)
    {
        if (writer is null)
            return;
        writer.WriteEndElement();
        if (merges.Count > 0)
        {
            writer.WriteStartElement("mergeCells", LegacyWorkbook.Main);
            foreach (var range in merges)
            {
                writer.WriteStartElement("mergeCell", LegacyWorkbook.Main);
                writer.WriteAttributeString("ref", range.ToString());
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.Dispose();
        merges.Clear();
    }

    private void Row(XmlWriter writer, RowBatch batch, RowRef row)
    {
        writer.WriteStartElement("row", LegacyWorkbook.Main);
        writer.WriteAttributeString("r", row.Number.ToString(CultureInfo.InvariantCulture));
        if (found.Erased.Contains((batch.Sheet, row.Number)))
            Cell(writer, row.Number, 0, Marker, CellForm.Text);
        else
            foreach (var cell in batch.CellsOf(row))
                Cell(writer, row.Number, cell.Column, TextOf(batch, row, cell), cell.Form);
        writer.WriteEndElement();
    }

    private static void Cell(XmlWriter writer, int row, int column, string text, CellForm form)
    {
        var day = default(DateOnly);
        if (form == CellForm.Date && !DateOnly.TryParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            form = CellForm.Text;
        if (form == CellForm.Number && !double.TryParse(text, CultureInfo.InvariantCulture, out _))
            form = CellForm.Text;
        writer.WriteStartElement("c", LegacyWorkbook.Main);
        writer.WriteAttributeString("r", $"{Finding.Letters(column)}{row}");
        switch (form)
        {
            case CellForm.Number:
                writer.WriteElementString("v", LegacyWorkbook.Main, text);
                break;
            case CellForm.Date:
                writer.WriteAttributeString("s", "1");
                writer.WriteElementString("v", LegacyWorkbook.Main, day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString("R", CultureInfo.InvariantCulture));
                break;
            case CellForm.Boolean or CellForm.Error:
                writer.WriteAttributeString("t", form == CellForm.Error ? "e" : "b");
                writer.WriteElementString("v", LegacyWorkbook.Main, text);
                break;
            default:
                writer.WriteAttributeString("t", "inlineStr");
                writer.WriteStartElement("is", LegacyWorkbook.Main);
                writer.WriteStartElement("t", LegacyWorkbook.Main);
                writer.WriteAttributeString("xml", "space", null, "preserve");
                writer.WriteString(string.Concat(text.Where(XmlConvert.IsXmlChar)));
                writer.WriteEndElement();
                writer.WriteEndElement();
                break;
        }

        writer.WriteEndElement();
    }
}
