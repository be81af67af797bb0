using DocumentFormat.OpenXml.Spreadsheet;

namespace PovertyPlatform.Seed.Samples;

/// <summary>Fonts, borders and alignments of the printed list; the order of cell formats is the order of <see cref="Look"/>.</summary>
static class WorkbookLooks
{
    public static Stylesheet Stylesheet() => new(
        new Fonts(Font(12), Font(12, bold: true), Font(14, bold: true), Font(12, italic: true), Font(10, bold: true), Font(10)),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(), new Border(Thin<LeftBorder>(), Thin<RightBorder>(), Thin<TopBorder>(), Thin<BottomBorder>(), new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            Format(0, 0, HorizontalAlignmentValues.General), Format(1, 0, HorizontalAlignmentValues.Center), Format(2, 0, HorizontalAlignmentValues.Center),
            Format(3, 0, HorizontalAlignmentValues.Center), Format(4, 1, HorizontalAlignmentValues.Center), Format(5, 1, HorizontalAlignmentValues.General),
            Format(5, 1, HorizontalAlignmentValues.Center), Format(4, 1, HorizontalAlignmentValues.General)));

    static Font Font(double size, bool bold = false, bool italic = false)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        if (italic) font.Append(new Italic());
        font.Append(new FontSize { Val = size }, new FontName { Val = "Times New Roman" });
        return font;
    }

    static T Thin<T>() where T : BorderPropertiesType, new() => new() { Style = BorderStyleValues.Thin };

    static CellFormat Format(uint font, uint border, HorizontalAlignmentValues horizontal) => new()
    {
        FontId = font,
        BorderId = border,
        ApplyAlignment = true,
        Alignment = new Alignment { Horizontal = horizontal, Vertical = VerticalAlignmentValues.Center, WrapText = border == 1 }
    };
}
