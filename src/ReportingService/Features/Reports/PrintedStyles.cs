using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>Cell styles of a printed report, by position in the style sheet.</summary>
internal enum PrintedStyle : uint
{
    Plain, HeadBold, HeadItalic, Title, Heading, ColumnNumber, Text, CentredText, Count, Rate, TotalText, TotalCount, TotalRate, Note,
}

/// <summary>The style sheet: Times New Roman as official letters prescribe, thin borders, thousands separated, two decimals for rates.</summary>
internal static class PrintedStyles
{
    private const uint Thousands = 3;
    private const uint TwoDecimals = 4;
    private const uint Bold = 1;
    private const uint Italic = 2;
    private const uint Large = 3;
    private const uint Bordered = 1;

    public static Stylesheet Build() => new(
        new Fonts(Font(11), Font(11, bold: true), Font(11, italic: true), Font(14, bold: true)),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border(), Thin()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            Format(Bold, HorizontalAlignmentValues.Center),
            Format(Italic, HorizontalAlignmentValues.Center),
            Format(Large, HorizontalAlignmentValues.Center, wrap: true),
            Format(Bold, HorizontalAlignmentValues.Center, Bordered, wrap: true),
            Format(Italic, HorizontalAlignmentValues.Center, Bordered),
            Format(0, HorizontalAlignmentValues.Left, Bordered),
            Format(0, HorizontalAlignmentValues.Center, Bordered),
            Format(0, HorizontalAlignmentValues.Right, Bordered, number: Thousands),
            Format(0, HorizontalAlignmentValues.Right, Bordered, number: TwoDecimals),
            Format(Bold, HorizontalAlignmentValues.Left, Bordered),
            Format(Bold, HorizontalAlignmentValues.Right, Bordered, number: Thousands),
            Format(Bold, HorizontalAlignmentValues.Right, Bordered, number: TwoDecimals),
            Format(Italic, HorizontalAlignmentValues.Left, wrap: true)));

    private static Font Font(double size, bool bold = false, bool italic = false)
    {
        var font = new Font();
        if (bold)
            font.Append(new Bold());
        if (italic)
            font.Append(new Italic());
        font.Append(new FontSize { Val = size }, new FontName { Val = "Times New Roman" });
        return font;
    }

    private static CellFormat Format(uint font, HorizontalAlignmentValues horizontal, uint border = 0, uint number = 0, bool wrap = false) => new(
        new Alignment { Horizontal = horizontal, Vertical = VerticalAlignmentValues.Center, WrapText = wrap })
    {
        FontId = font,
        BorderId = border,
        NumberFormatId = number,
        ApplyFont = true,
        ApplyBorder = border > 0,
        ApplyNumberFormat = number > 0,
        ApplyAlignment = true,
    };

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder());
}
