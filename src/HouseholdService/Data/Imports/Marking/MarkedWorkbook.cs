using System.IO.Compression;
using System.Text;
using System.Xml;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>
/// The workbook as it was sent, with every finding as colour and note on its cell. Sheets pass through row by row; parts that marking does not concern are copied byte
/// for byte, so that the officer mends in the file he knows.
/// </summary>
internal static class MarkedWorkbook
{
    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false };
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(false), CloseOutput = false };

    /// <summary>Writes it.</summary>
    /// <param name="file">The workbook as sent; seekable.</param>
    /// <param name="limits">What reading it may cost.</param>
    /// <param name="marks">Marks by sheet, as the import numbers sheets.</param>
    /// <param name="target">Where it goes.</param>
    /// <exception cref="UnreadableFileException">The file is no readable workbook.</exception>
    public static void Write(Stream file, ReadLimits limits, ILookup<int, CellMark> marks, Stream target)
    {
        IReadOnlyList<string> sheets;
        string? stylesPath;
        using (var workbook = new Workbook(file, limits))
            (sheets, stylesPath) = (workbook.SheetPaths, workbook.StylesPath);
        file.Position = 0;
        using var source = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var result = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        var parts = new WorkbookParts(source);
        var styles = stylesPath is null ? null : parts.Read(stylesPath) is { } document ? new MarkedStyles(document) : null;
        foreach (var (path, number) in sheets.Select((path, number) => (path, number)).Where(sheet => marks.Contains(sheet.number)))
        {
            var own = marks[number].ToList();
            var drawing = parts.AddNotes(path, number + 1, own);
            parts.Changed[path] = sheet => CopySheet(source.GetEntry(path)!, sheet, own, styles, drawing);
        }

        // Formats are known when all sheets have been written.
        foreach (var entry in source.Entries.Where(entry => entry.FullName != stylesPath && !parts.Changed.ContainsKey(entry.FullName)))
            Put(result, entry.FullName, part =>
            {
                using var bytes = entry.Open();
                bytes.CopyTo(part);
            });
        foreach (var (path, write) in parts.Changed)
            Put(result, path, write);
        if (styles is not null)
            Put(result, stylesPath!, styles.Save);
    }

    private static void CopySheet(ZipArchiveEntry entry, Stream target, IReadOnlyList<CellMark> marks, MarkedStyles? styles, string? drawing)
    {
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, Reading);
        using var writer = XmlWriter.Create(target, Writing);
        new MarkedSheet(reader, writer, marks, styles, drawing).Copy();
    }

    private static void Put(ZipArchive result, string path, Action<Stream> write)
    {
        using var part = result.CreateEntry(path, CompressionLevel.Fastest).Open();
        write(part);
    }
}
