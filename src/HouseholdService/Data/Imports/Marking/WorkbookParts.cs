using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>The small parts of a workbook that marking changes; everything else is copied as it is.</summary>
internal sealed class WorkbookParts(ZipArchive source)
{
    private const string Kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Parts with their new content.</summary>
    public Dictionary<string, Action<Stream>> Changed { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gives a sheet its notes. Answers the relationship of a drawing that the sheet has to name, or null when it names one already.</summary>
    public string? AddNotes(string sheet, int number, IReadOnlyList<CellMark> marks)
    {
        var (folder, name) = (sheet[..(sheet.LastIndexOf('/') + 1)], sheet[(sheet.LastIndexOf('/') + 1)..]);
        var linksPath = $"{folder}_rels/{name}.rels";
        var links = Read(linksPath) ?? new XDocument(new XElement(Links + "Relationships"));
        var texts = Target(links, folder, "comments");
        var drawing = Target(links, folder, "vmlDrawing");
        var present = texts is null ? null : Read(texts);
        var drawn = (present?.Descendants().Attributes("ref").Select(cell => cell.Value) ?? []).ToHashSet(StringComparer.Ordinal);
        var document = MarkedNotes.Texts(present, marks);
        var boxes = MarkedNotes.Drawing(drawing is null ? null : Text(drawing), marks, drawing is null ? new HashSet<string>() : drawn);
        Save(texts ?? Link(links, "comments", $"xl/comments-marks-{number}.xml", "marksText"), document);
        Changed[drawing ?? Link(links, "vmlDrawing", $"xl/drawings/marks-{number}.vml", "marksDrawing")] = target => target.Write(System.Text.Encoding.UTF8.GetBytes(boxes));
        Save(linksPath, links);
        Declare(texts is null ? $"/xl/comments-marks-{number}.xml" : null);
        return drawing is null ? "marksDrawing" : null;
    }

    /// <summary>Reads a part, or null when the workbook has none.</summary>
    public XDocument? Read(string path)
    {
        if (Changed.ContainsKey(path) && _documents.TryGetValue(path, out var changed))
            return changed;
        if (source.GetEntry(path) is not { } entry)
            return null;
        using var stream = entry.Open();
        using var reader = XmlReader.Create(stream, Safe);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    private readonly Dictionary<string, XDocument> _documents = new(StringComparer.OrdinalIgnoreCase);

    private void Save(string path, XDocument document)
    {
        _documents[path] = document;
        Changed[path] = target => document.Save(target, SaveOptions.DisableFormatting);
    }

    private void Declare(string? notes)
    {
        const string Path = "[Content_Types].xml";
        var types = Read(Path) ?? throw new InvalidDataException("The workbook lacks its content types.");
        if (!types.Root!.Elements(Types + "Default").Any(kind => string.Equals(kind.Attribute("Extension")?.Value, "vml", StringComparison.OrdinalIgnoreCase)))
            types.Root.AddFirst(new XElement(Types + "Default", new XAttribute("Extension", "vml"), new XAttribute("ContentType", "application/vnd.openxmlformats-officedocument.vmlDrawing")));
        if (notes is not null)
            types.Root.Add(new XElement(Types + "Override", new XAttribute("PartName", notes),
                new XAttribute("ContentType", "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml")));
        Save(Path, types);
    }

    private static string Link(XDocument links, string kind, string path, string id)
    {
        links.Root!.Add(new XElement(Links + "Relationship", new XAttribute("Id", id), new XAttribute("Type", Kinds + kind), new XAttribute("Target", $"/{path}")));
        return path;
    }

    private static string? Target(XDocument links, string folder, string kind) => links.Root!.Elements(Links + "Relationship")
        .Where(link => link.Attribute("Type")!.Value.EndsWith($"/{kind}", StringComparison.Ordinal))
        .Select(link => Resolve(folder, link.Attribute("Target")!.Value)).FirstOrDefault();

    private static string Resolve(string folder, string target) => Uri.UnescapeDataString(new Uri(new Uri($"zip:///{folder}"), target).AbsolutePath.TrimStart('/'));

    private string? Text(string path)
    {
        if (source.GetEntry(path) is not { } entry)
            return null;
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
