using System.IO.Compression;
using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Reads .xlsx files (ECMA-376) forward only, in memory that does not depend on the number of rows.</summary>
public sealed class Workbook : IRowSource
{
    private readonly ZipArchive _zip;
    private readonly ReadLimits _limits;
    private readonly List<ZipArchiveEntry> _entries = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, Part> _parts;
    private SharedStrings? _strings;
    private DateStyles? _styles;
    private readonly bool _since1904;
    private readonly long _total;
    private readonly List<(Stream Stream, SheetReader Reader)> _open = [];
    private long _read;
    private int _next;

    /// <summary>Opens a workbook.</summary>
    /// <param name="file">Seekable stream; stays open.</param>
    /// <param name="limits">What it may cost.</param>
    /// <exception cref="UnreadableFileException">It is no workbook, or hostile.</exception>
    public Workbook(Stream file, ReadLimits limits)
    {
        ZipDirectory.Check(file, limits);
        _limits = limits;
        try
        {
            _zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            var main = Target("_rels/.rels", "officeDocument") ?? throw new UnreadableFileException("not-a-workbook");
            if (_zip.Entries.Any(entry => entry.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) || IsMacroEnabled())
                throw new UnreadableFileException("macro-enabled");
            _parts = Relationships(RelationshipsOf(main));
            _since1904 = ReadSheets(main, _parts);
            if (_entries.Count == 0)
                throw new UnreadableFileException("not-a-workbook");
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw Utf8XmlReader.Malformed();
        }

        _total = Math.Max(1, _entries.Sum(entry => entry.Length) + (PartOf("sharedStrings")?.Length ?? 0));
        _read = 0;
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Sheets => _names;

    /// <summary>Parts of the visible sheets, in order; a sheet's number is its place here.</summary>
    public IReadOnlyList<string> SheetPaths => [.. _entries.Select(entry => entry.FullName)];

    /// <summary>Part of the formats, or null.</summary>
    public string? StylesPath => PartOf("styles")?.FullName;

    /// <inheritdoc />
    public double Progress => Math.Min(1, (double)_read / _total);

    /// <inheritdoc />
    public bool Read(RowBatch batch)
    {
        // Opening only looks; texts and styles are read when rows are.
        _styles ??= PartOf("styles") is { } look ? Using(look, DateStyles.Read) : new DateStyles();
        _strings ??= PartOf("sharedStrings") is { } table ? Using(table, stream => SharedStrings.Read(stream, _limits.SharedTextBytes)) : new SharedStrings();
        while (true)
        {
            if (_open.Count == 0)
            {
                if (_next == _entries.Count)
                    return false;
                var stream = Open(_entries[_next]);
                _open.Add((stream, new SheetReader(stream, _next++, _strings, _styles, _since1904)));
            }

            if (_open[0].Reader.Read(batch))
                return true;
            _open[0].Stream.Dispose();
            _open.Clear();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (stream, _) in _open)
            stream.Dispose();
        _zip.Dispose();
    }

    private bool ReadSheets(string main, Dictionary<string, Part> parts) => Using(Entry(main) ?? throw Utf8XmlReader.Malformed(), stream =>
    {
        var xml = new Utf8XmlReader(stream);
        var since1904 = false;
        for (var token = xml.Read(); token != XmlToken.End; token = xml.Read())
        {
            if (token != XmlToken.StartElement)
                continue;
            if (xml.Name.SequenceEqual("workbookPr"u8))
                since1904 = xml.Attribute("date1904"u8) is var flag && (flag.SequenceEqual("1"u8) || flag.SequenceEqual("true"u8));
            if (!xml.Name.SequenceEqual("sheet"u8) || !(xml.Attribute("state"u8).IsEmpty || xml.Attribute("state"u8).SequenceEqual("visible"u8)))
                continue;
            var id = AttributeOfAnyPrefix(xml, "id");
            if (parts.TryGetValue(id, out var part) && part.Kind == "worksheet" && Entry(part.Path) is { } entry)
            {
                _names.Add(Unescaped(xml.Attribute("name"u8)));
                _entries.Add(entry);
            }
        }

        return since1904;
    });

    private bool IsMacroEnabled() => Entry("[Content_Types].xml") is { } types && Using(types, stream =>
    {
        var xml = new Utf8XmlReader(stream);
        for (var token = xml.Read(); token != XmlToken.End; token = xml.Read())
            if (token == XmlToken.StartElement && xml.Attribute("ContentType"u8).IndexOf("macroEnabled"u8) >= 0)
                return true;
        return false;
    });

    private ZipArchiveEntry? PartOf(string kind) => _parts.Values.FirstOrDefault(part => part.Kind == kind) is { } part ? Entry(part.Path) : null;

    private string? Target(string relationships, string kind) => Relationships(relationships).Values.FirstOrDefault(part => part.Kind == kind)?.Path;

    private Dictionary<string, Part> Relationships(string path) => Entry(path) is not { } entry ? [] : Using(entry, stream =>
    {
        var parts = new Dictionary<string, Part>(StringComparer.Ordinal);
        var folder = path[..path.IndexOf("_rels/", StringComparison.Ordinal)];
        var xml = new Utf8XmlReader(stream);
        for (var token = xml.Read(); token != XmlToken.End; token = xml.Read())
        {
            if (token != XmlToken.StartElement || !xml.Name.SequenceEqual("Relationship"u8) || xml.Attribute("TargetMode"u8).SequenceEqual("External"u8))
                continue;
            var target = Unescaped(xml.Attribute("Target"u8));
            var kind = Encoding.UTF8.GetString(xml.Attribute("Type"u8));
            parts[Encoding.UTF8.GetString(xml.Attribute("Id"u8))] =
                new Part(kind[(kind.LastIndexOf('/') + 1)..], target.StartsWith('/') ? target[1..] : folder + target);
        }

        return parts;
    });

    private static string RelationshipsOf(string part) => $"{part[..(part.LastIndexOf('/') + 1)]}_rels/{part[(part.LastIndexOf('/') + 1)..]}.rels";

    private static string AttributeOfAnyPrefix(Utf8XmlReader xml, string name) =>
        Encoding.UTF8.GetString(xml.Attribute(Encoding.UTF8.GetBytes($"r:{name}")) is { IsEmpty: false } usual ? usual : xml.Attribute("id"u8));

    private static string Unescaped(ReadOnlySpan<byte> raw)
    {
        var text = new CellText();
        text.Append(raw, false);
        return Encoding.UTF8.GetString(text.Value);
    }

    private ZipArchiveEntry? Entry(string path) => _zip.Entries.FirstOrDefault(entry => entry.FullName.Replace('\\', '/').Equals(path, StringComparison.OrdinalIgnoreCase));

    private GuardedStream Open(ZipArchiveEntry entry) => new(entry.Open(), entry.CompressedLength, _limits, read => _read += read);

    private T Using<T>(ZipArchiveEntry entry, Func<Stream, T> read)
    {
        using var stream = Open(entry);
        return read(stream);
    }

    private sealed record Part(string Kind, string Path);
}
