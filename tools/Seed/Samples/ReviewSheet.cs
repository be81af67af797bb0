namespace PovertyPlatform.Seed.Samples;

/// <summary>Lays a year's households out as the commune's list: letterhead, header rows, hamlets with totals, signatures.</summary>
sealed class ReviewSheet
{
    readonly int year;
    readonly IReadOnlyList<SheetColumn> columns;
    readonly Dictionary<(string Code, int Member, string Field), DeliberateFault> faults;

    public Workbook Workbook { get; }

    /// <summary>Where each deliberate fault came to stand.</summary>
    public List<(DeliberateFault Fault, int Row, int Column, string Heading)> FaultCells { get; } = [];

    /// <summary>First row that holds a person.</summary>
    public int FirstDataRow { get; private set; }

    public ReviewSheet(int year, IReadOnlyList<SheetColumn> columns, IEnumerable<SampleHousehold> households, IReadOnlyList<DeliberateFault> faults)
    {
        this.year = year;
        this.columns = columns;
        this.faults = faults.ToDictionary(f => (f.Household.Code, f.MemberNumber, f.Field));
        Workbook = new($"Ra soat {year}", [.. columns.Select(c => c.Width)]);
        Letterhead();
        Header();
        var listed = Body(households);
        Line(Enumerable.Repeat<object?>(null, columns.Count).Prepend($"TỔNG CỘNG: {listed} hộ").Take(columns.Count), Look.Total);
        Signatures();
    }

    int RightHalf => columns.Count * 2 / 3;

    void Letterhead()
    {
        Pair("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look.Bold);
        Pair("XÃ PÚNG LUÔNG", "Độc lập - Tự do - Hạnh phúc", Look.Bold);
        Workbook.AddRow([]);
        Wide($"DANH SÁCH HỘ GIA ĐÌNH VÀ KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year}", Look.Title);
        Wide($"(Kèm theo Báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo năm {year} của UBND xã Púng Luông, tỉnh Lào Cai)", Look.Italic);
        Workbook.AddRow([]);
    }

    void Header()
    {
        // As in Excel, a merged heading stands in its first cell only.
        var top = Line(columns.Select((c, i) => c.Group.Length == 0 ? c.Heading : i > 0 && columns[i - 1].Group == c.Group ? null : (object?)c.Group), Look.Heading);
        var below = Line(columns.Select(c => (object?)(c.Group.Length > 0 ? c.Heading : null)), Look.Heading);
        for (var first = 0; first < columns.Count;)
        {
            var last = first;
            if (columns[first].Group.Length == 0) Workbook.Merge(top, first + 1, below, first + 1);
            else
            {
                while (last + 1 < columns.Count && columns[last + 1].Group == columns[first].Group) last++;
                Workbook.Merge(top, first + 1, top, last + 1);
            }
            first = last + 1;
        }
        Line(Enumerable.Range(1, columns.Count).Select(n => (object?)n), Look.Centred);
    }

    int Body(IEnumerable<SampleHousehold> households)
    {
        var number = 0;
        foreach (var hamlet in PungLuong.ByHamlet(households))
        {
            // In 2025 the hamlet stands only in a line of its own; in 2026 it has a column.
            if (columns.All(c => c.Field != "hamlet")) Wide($"Bản {hamlet.Key}", Look.Total);
            var persons = 0;
            foreach (var household in hamlet)
            {
                number++;
                for (var member = 1; member <= household.Members.Count; member++)
                    Person(new(household, household.Members[member - 1], number, member));
                persons += household.Members.Count;
            }
            Line(Enumerable.Repeat<object?>(null, columns.Count - 3).Prepend($"{persons} khẩu").Prepend(null).Prepend($"Cộng: {hamlet.Count()} hộ"), Look.Total);
        }
        return number;
    }

    void Person(SheetRow row)
    {
        var cells = new List<(object?, Look)>();
        var here = Workbook.LastRow + 1;
        if (FirstDataRow == 0) FirstDataRow = here;
        for (var i = 0; i < columns.Count; i++)
        {
            var value = columns[i].Value(row);
            if (faults.TryGetValue((row.Household.Code, row.MemberNumber, columns[i].Field), out var fault))
            {
                FaultCells.Add((fault, here, i + 1, columns[i].Heading));
                value = fault.Typed;
            }
            cells.Add((value, columns[i].Width < 10 ? Look.Centred : Look.Cell));
        }
        Workbook.AddRow(cells);
    }

    void Signatures()
    {
        Workbook.AddRow([]);
        Pair("", $"Púng Luông, ngày {(year == 2025 ? "20" : "05")} tháng 11 năm {year}", Look.Italic);
        Pair("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN", Look.Bold);
        Pair("(Ký, ghi rõ họ tên)", "KT. CHỦ TỊCH", Look.Italic);
        for (var i = 0; i < 3; i++) Workbook.AddRow([]);
        Pair("Thào A Lử", "Hờ A Chống", Look.Bold);
    }

    int Line(IEnumerable<object?> values, Look look) => Workbook.AddRow(values.Select(value => (value, look)));

    void Wide(string text, Look look)
    {
        var row = Line([text], look);
        Workbook.Merge(row, 1, row, columns.Count);
    }

    void Pair(string left, string right, Look look)
    {
        var row = Workbook.AddRow(Enumerable.Range(1, RightHalf).Select(i => i == 1 ? ((object?)left, look) : i == RightHalf ? (right, look) : (null, Look.Plain)));
        Workbook.Merge(row, 1, row, 6);
        Workbook.Merge(row, RightHalf, row, columns.Count);
    }
}
