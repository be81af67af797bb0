using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>The notes of a sheet: their texts, and the drawing without which Excel does not show them. Notes that the sheet has already stay.</summary>
internal static class MarkedNotes
{
    private const string Author = "Kiểm tra danh sách";
    private const string EmptyTexts = """<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors/><commentList/></comments>""";
    private const string EmptyDrawing =
        """
        <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
        <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
        <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
        </xml>
        """;

    /// <summary>Texts with the marks' notes added.</summary>
    public static XDocument Texts(XDocument? present, IEnumerable<CellMark> marks)
    {
        var document = present ?? XDocument.Parse(EmptyTexts);
        var main = document.Root!.Name.Namespace;
        var authors = document.Root.Element(main + "authors")!;
        var author = authors.Elements(main + "author").Count();
        authors.Add(new XElement(main + "author", Author));
        var list = document.Root.Element(main + "commentList")!;
        var byCell = list.Elements(main + "comment").ToDictionary(note => note.Attribute("ref")!.Value, StringComparer.Ordinal);
        foreach (var mark in marks)
        {
            var run = new XElement(main + "r", new XElement(main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), mark.Text));
            if (byCell.TryGetValue(mark.Reference, out var own) && own.Element(main + "text") is { } text)
                text.Add(new XElement(main + "r", new XElement(main + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), "\n" + mark.Text)));
            else
                list.Add(new XElement(main + "comment", new XAttribute("ref", mark.Reference), new XAttribute("authorId", author), new XElement(main + "text", run)));
        }

        return document;
    }

    /// <summary>The drawing with a box for each mark that has none yet.</summary>
    /// <param name="present">The sheet's drawing, or null.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="drawn">Cells whose note the drawing has already.</param>
    public static string Drawing(string? present, IEnumerable<CellMark> marks, IReadOnlySet<string> drawn)
    {
        var drawing = (present ?? EmptyDrawing).TrimEnd();
        var end = drawing.LastIndexOf("</xml>", StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidDataException("The drawing of notes is not well formed.");
        var boxes = new StringBuilder(drawing, 0, end, drawing.Length + 4096);
        var number = 60_000;
        foreach (var mark in marks.Where(mark => !drawn.Contains(mark.Reference)))
        {
            var (row, column, lines) = (mark.Row - 1, mark.Column, 3 + (mark.Text.Length / 40));
            boxes.Append(CultureInfo.InvariantCulture, $"""<v:shape id="_x0000_s{number++}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column + 1}, 15, {Math.Max(0, row - 1)}, 10, {column + 5}, 15, {row + lines}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>""").Append('\n');
        }

        return boxes.Append("</xml>").ToString();
    }
}
