using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>
/// Turns an old workbook (.xls, Excel 97 to 2003) into an .xlsx of the same sheets, rows, cells and merged ranges, so that everything behind it (reading, marking)
/// knows one format. Formulas come with their saved values. Such a sheet has at most 65,536 rows, which bounds the memory.
/// </summary>
public static class LegacyWorkbook
{
    /// <summary>Largest file that is taken: the format keeps its directory in memory.</summary>
    public const long Largest = 64L << 20;

    internal const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    static LegacyWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Writes the .xlsx; the target stays open and stands at its beginning.</summary>
    /// <exception cref="UnreadableFileException">It is no workbook, or protected.</exception>
    public static void ToXlsx(Stream old, Stream target)
    {
        old.Position = 0;
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(old, new ExcelReaderConfiguration { LeaveOpen = true });
            using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
                Write(reader, zip);
        }
        catch (InvalidPasswordException)
        {
            throw new UnreadableFileException("password-protected");
        }
        catch (Exception broken) when (broken is ExcelReaderException or IOException or InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException
            or NullReferenceException or InvalidOperationException or NotSupportedException or InvalidCastException or KeyNotFoundException)
        {
            throw new UnreadableFileException("not-a-workbook");
        }

        target.Position = 0;
    }

    private static void Write(IExcelDataReader reader, ZipArchive zip)
    {
        var names = new List<string>();
        do
        {
            if (reader.VisibleState != "visible")
                continue;
            names.Add(reader.Name);
            using var sheet = Part(zip, $"xl/worksheets/sheet{names.Count}.xml");
            Sheet(reader, sheet);
        }
        while (reader.NextResult());
        if (names.Count == 0)
            throw new UnreadableFileException("not-a-workbook");
        Parts(zip, names);
    }

    private static void Sheet(IExcelDataReader reader, XmlWriter sheet)
    {
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteStartElement("sheetData", Main);
        for (var row = 1; reader.Read(); row++)
        {
            sheet.WriteStartElement("row", Main);
            sheet.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
            for (var column = 0; column < Math.Min(reader.FieldCount, RowBatch.MostColumns); column++)
                if (reader.GetValue(column) is { } value)
                    Cell(sheet, $"{Findings.Finding.Letters(column)}{row}", value);
            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
        if (reader.MergeCells is { Length: > 0 } merges)
        {
            sheet.WriteStartElement("mergeCells", Main);
            foreach (var range in merges)
            {
                sheet.WriteStartElement("mergeCell", Main);
                sheet.WriteAttributeString("ref", $"{Findings.Finding.Letters(range.FromColumn)}{range.FromRow + 1}:{Findings.Finding.Letters(range.ToColumn)}{range.ToRow + 1}");
                sheet.WriteEndElement();
            }

            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    private static void Cell(XmlWriter sheet, string reference, object value)
    {
        sheet.WriteStartElement("c", Main);
        sheet.WriteAttributeString("r", reference);
        switch (value)
        {
            case double or int or short or float or decimal:
                sheet.WriteElementString("v", Main, Convert.ToDouble(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
                break;
            case DateTime day:
                sheet.WriteAttributeString("s", "1");
                sheet.WriteElementString("v", Main, day.ToOADate().ToString("R", CultureInfo.InvariantCulture));
                break;
            case bool yes:
                sheet.WriteAttributeString("t", "b");
                sheet.WriteElementString("v", Main, yes ? "1" : "0");
                break;
            default:
                sheet.WriteAttributeString("t", "inlineStr");
                sheet.WriteStartElement("is", Main);
                sheet.WriteStartElement("t", Main);
                sheet.WriteAttributeString("xml", "space", null, "preserve");
                sheet.WriteString(string.Concat(Convert.ToString(value, CultureInfo.InvariantCulture)!.Where(XmlConvert.IsXmlChar)));
                sheet.WriteEndElement();
                sheet.WriteEndElement();
                break;
        }

        sheet.WriteEndElement();
    }

    internal static void Parts(ZipArchive zip, List<string> names)
    {
        using (var book = Part(zip, "xl/workbook.xml"))
        {
            book.WriteStartElement("workbook", Main);
            book.WriteStartElement("sheets", Main);
            for (var number = 1; number <= names.Count; number++)
            {
                book.WriteStartElement("sheet", Main);
                book.WriteAttributeString("name", string.Concat(names[number - 1].Where(XmlConvert.IsXmlChar)));
                book.WriteAttributeString("sheetId", number.ToString(CultureInfo.InvariantCulture));
                book.WriteAttributeString("r", "id", Links, $"s{number}");
                book.WriteEndElement();
            }
        }

        using (var styles = Part(zip, "xl/styles.xml"))
            styles.WriteRaw($"<styleSheet xmlns=\"{Main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
                + "<cellXfs count=\"2\"><xf/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        Relations(zip, "xl/_rels/workbook.xml.rels",
            [.. names.Select((_, at) => ($"s{at + 1}", "worksheet", $"worksheets/sheet{at + 1}.xml")), ("styles", "styles", "styles.xml")]);
        Relations(zip, "_rels/.rels", [("book", "officeDocument", "xl/workbook.xml")]);
        using var types = Part(zip, "[Content_Types].xml");
        const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        types.WriteRaw("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Kind}styles+xml\"/>"
            + string.Concat(names.Select((_, at) => $"<Override PartName=\"/xl/worksheets/sheet{at + 1}.xml\" ContentType=\"{Kind}worksheet+xml\"/>")) + "</Types>");
    }

    private static void Relations(ZipArchive zip, string path, (string Id, string Type, string Target)[] relations)
    {
        using var part = Part(zip, path);
        part.WriteRaw($"<Relationships xmlns=\"{Packages}\">{string.Concat(relations.Select(one => $"<Relationship Id=\"{one.Id}\" Type=\"{Links}/{one.Type}\" Target=\"{one.Target}\"/>"))}</Relationships>");
    }

    internal static XmlWriter Part(ZipArchive zip, string path)
    {
        var writer = XmlWriter.Create(zip.CreateEntry(path, CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false), ConformanceLevel = ConformanceLevel.Fragment });
        writer.WriteRaw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        return writer;
    }
}
