namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>Styles of a printed sheet by place in its style sheet.</summary>
internal enum SheetStyle
{
    Plain, HeadPlain, HeadBold, HeadUnderlined, HeadItalic, Title, Heading, Text, Centred, Number, BoldText, BoldCentred, BoldNumber, TotalLine, FootItalic, FootText,
}

/// <summary>The parts of a workbook that are the same for every paper. Times New Roman, as official papers prescribe.</summary>
internal static class SheetParts
{
    private const string Xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";

    // Fonts: 0 plain, 1 bold, 2 bold underlined, 3 italic, 4 large bold, 5 bold italic small, 6 small.
    private const string Styles = Xml + """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="7"><font><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="11"/><name val="Times New Roman"/></font><font><b/><u/><sz val="11"/><name val="Times New Roman"/></font><font><i/><sz val="11"/><name val="Times New Roman"/></font><font><b/><sz val="14"/><name val="Times New Roman"/></font><font><b/><i/><sz val="10"/><name val="Times New Roman"/></font><font><sz val="10"/><name val="Times New Roman"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="16">
        """;

    private static readonly string StyleSheet = Styles.TrimEnd() + string.Concat(
        Format(0, 0, "left"), Format(0, 0, "center"), Format(1, 0, "center"), Format(2, 0, "center"), Format(3, 0, "center"), Format(4, 0, "center", wrap: true), Format(1, 1, "center", wrap: true),
        Format(0, 1, "left", wrap: true), Format(0, 1, "center", wrap: true), Format(0, 1, "right"), Format(1, 1, "left", wrap: true), Format(1, 1, "center", wrap: true), Format(1, 1, "right"),
        Format(1, 0, "left"), Format(5, 0, "left"), Format(6, 0, "left")) + "</cellXfs></styleSheet>";

    /// <summary>Parts that never differ.</summary>
    public static readonly IReadOnlyList<(string Name, string Content)> Fixed =
    [
        ("[Content_Types].xml", Xml + """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"""),
        ("_rels/.rels", Xml + """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/_rels/workbook.xml.rels", Xml + """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""),
        ("xl/styles.xml", StyleSheet),
    ];

    /// <summary>The workbook; its heading rows, and key columns where there are any, repeat on every printed page.</summary>
    public static string Workbook(int firstHeading, int lastHeading, int keys) => Xml
        + """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets>"""
        + $"<definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">{(keys == 0 ? "" : $"'Danh sách'!$A:${Letter(keys - 1)},")}'Danh sách'!${firstHeading}:${lastHeading}</definedName></definedNames></workbook>";

    /// <summary>Style of a cell.</summary>
    public static SheetStyle StyleOf(CellKind kind, RowLook look) => (kind, look) switch
    {
        (CellKind.Centred, RowLook.Bold) => SheetStyle.BoldCentred,
        (CellKind.Centred, _) => SheetStyle.Centred,
        (CellKind.Number, RowLook.Bold) => SheetStyle.BoldNumber,
        (CellKind.Number, _) => SheetStyle.Number,
        (_, RowLook.Bold) => SheetStyle.BoldText,
        _ => SheetStyle.Text,
    };

    /// <summary>Letters of a column from 0.</summary>
    public static string Letter(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letter((column / 26) - 1)}{(char)('A' + (column % 26))}";

    private static string Format(int font, int border, string horizontal, bool wrap = false) =>
        $"<xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"0\" borderId=\"{border}\" xfId=\"0\" applyFont=\"1\" applyBorder=\"{(border > 0 ? 1 : 0)}\" applyAlignment=\"1\"><alignment horizontal=\"{horizontal}\" vertical=\"center\"{(wrap ? " wrapText=\"1\"" : "")}/></xf>";
}
