using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PovertyPlatform.TestKit.Workbooks;

/// <summary>Writes households in the layout of the named lists 14 and 15: title, three header rows with merged groups, column numbers, blocks of members, totals, signatures.</summary>
public static class HouseholdBook
{
    /// <summary>Columns of the layout.</summary>
    public const int Columns = 39;

    private static readonly string[] Indicators =
    [
        "Việc làm", "Người phụ thuộc", "Dinh dưỡng", "Bảo hiểm y tế", "Trình độ giáo dục người lớn", "Tình trạng đi học của trẻ em", "Chất lượng nhà ở",
        "Diện tích nhà ở", "Nguồn nước sinh hoạt", "Nhà tiêu hợp vệ sinh", "Dịch vụ viễn thông", "Phương tiện tiếp cận thông tin",
    ];

    private static readonly string[] Leaves =
    [
        "STT hộ", "STT thành viên", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Quan hệ với chủ hộ", "Số định danh cá nhân", "Thôn, bản", "Mã hộ", "Điểm B1", "Điểm B2",
        .. Indicators, "Nghèo mới", "Tái nghèo", "Nghèo cũ", "Hộ chính sách có công", "Hộ DTTC", "Hộ không có khả năng lao động",
        "Hỗ trợ y tế", "Hỗ trợ giáo dục", "Hỗ trợ sản xuất", "Vay vốn tín dụng", "Hỗ trợ nhà ở", "Khác", "Nguyên nhân nghèo", "Rà soát viên", "Ghi chú",
    ];

    private static readonly (string Heading, int From, int To)[] Groups =
    [
        ("Năm sinh", 3, 4), ("Điểm rà soát", 10, 11), ("Thiếu hụt dịch vụ xã hội cơ bản", 12, 23), ("Diễn biến", 24, 26), ("Nhóm đối tượng", 27, 29), ("Nhu cầu hỗ trợ", 30, 35),
    ];

    /// <summary>Writes an .xlsx file.</summary>
    /// <param name="output">Receives the file.</param>
    /// <param name="households">Households in order.</param>
    /// <param name="sharedStrings">Text in one table, as Excel does.</param>
    /// <param name="change">Changes the cells of a row before it is written: household, member index, cells.</param>
    /// <param name="compression">How hard to compress.</param>
    public static void WriteXlsx(
        Stream output, IEnumerable<HouseholdSample> households, bool sharedStrings = true,
        Action<HouseholdSample, int, SheetCell[]>? change = null, CompressionLevel compression = CompressionLevel.Fastest)
    {
        using var book = new WorkbookWriter(output, sharedStrings, compression);
        var sheet = book.Sheet("Danh sách");
        WriteHeader(sheet);
        var cells = new SheetCell[Columns];
        var persons = 0;
        foreach (var household in households)
            for (var member = 0; member < household.Members.Count; member++, persons++)
            {
                Fill(household, member, cells);
                change?.Invoke(household, member, cells);
                sheet.Row(cells);
            }

        sheet.Row("", "", "Tổng cộng", persons);
        sheet.Skip(1);
        sheet.Row("", "", "NGƯỜI LẬP BIỂU", "", "", "", "", "", "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ");
    }

    /// <summary>Title lines, three header rows with merged groups and the row of column numbers.</summary>
    public static void WriteHeader(SheetWriter sheet)
    {
        sheet.Row("ỦY BAN NHÂN DÂN XÃ PÚNG LUÔNG", "", "", "", "", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        sheet.Row("", "", "", "", "", "", "", "", "Độc lập - Tự do - Hạnh phúc");
        sheet.Row("DANH SÁCH CHI TIẾT HỘ NGHÈO, HỘ CẬN NGHÈO");
        sheet.Merge($"A3:{SheetWriter.Letter(Columns - 1)}3");
        sheet.Skip(1);
        var top = new SheetCell[Columns];
        var below = new SheetCell[Columns];
        for (var column = 0; column < Columns; column++)
        {
            var group = Array.Find(Groups, range => column >= range.From && column <= range.To);
            top[column] = group.Heading is null ? Leaves[column] : column == group.From ? group.Heading : "";
            below[column] = group.Heading is null ? "" : Leaves[column];
            if (group.Heading is null)
                sheet.Merge($"{SheetWriter.Letter(column)}5:{SheetWriter.Letter(column)}6");
        }

        foreach (var (_, from, to) in Groups)
            sheet.Merge($"{SheetWriter.Letter(from)}5:{SheetWriter.Letter(to)}5");
        sheet.Row(top);
        sheet.Row(below);
        sheet.Row([.. Enumerable.Range(0, Columns).Select(column => (SheetCell)(column switch { 0 => "A", 1 => "B", 2 => "C", _ => $"({column - 2})" }))]);
    }

    /// <summary>Writes a .csv file, UTF-8 with byte order mark, as spreadsheet programs here save it.</summary>
    public static void WriteCsv(Stream output, IEnumerable<HouseholdSample> households, char separator = ';', Action<HouseholdSample, int, SheetCell[]>? change = null)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(true), 1 << 16, leaveOpen: true);
        var leaves = Leaves.ToArray();
        (leaves[3], leaves[4], leaves[35]) = ("Năm sinh nam", "Năm sinh nữ", "Hỗ trợ khác");
        WriteLine(writer, separator, [.. leaves.Select(leaf => (SheetCell)leaf)]);
        var cells = new SheetCell[Columns];
        foreach (var household in households)
            for (var member = 0; member < household.Members.Count; member++)
            {
                Fill(household, member, cells);
                change?.Invoke(household, member, cells);
                WriteLine(writer, separator, cells);
            }
    }

    /// <summary>Cells of one member; the head's row also carries the household.</summary>
    public static void Fill(HouseholdSample household, int member, SheetCell[] cells)
    {
        Array.Clear(cells);
        var person = household.Members[member];
        cells[1] = member + 1;
        cells[2] = person.Name;
        cells[person.IsMan ? 3 : 4] = person.YearOnly ? person.Born.Year : person.Birth;
        cells[5] = person.EthnicGroup;
        cells[6] = person.Relation;
        cells[7] = person.Identity;
        if (member > 0)
            return;
        cells[0] = household.Number;
        cells[8] = household.Hamlet;
        cells[9] = household.Code;
        cells[10] = household.PointsB1;
        cells[11] = household.PointsB2;
        foreach (var code in household.Marked)
            cells[11 + int.Parse(code.AsSpan(3), CultureInfo.InvariantCulture)] = "x";
        cells[27] = household.IsMerit ? "x" : "";
        cells[33] = household.NeedsCredit ? "x" : "";
        cells[36] = string.Join(", ", household.Causes);
        cells[37] = "Đặng Văn Tùng";
    }

    private static void WriteLine(StreamWriter writer, char separator, SheetCell[] cells)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            if (column > 0)
                writer.Write(separator);
            var text = cells[column].Value ?? "";
            if (text.AsSpan().IndexOfAny(separator, '"', '\n') < 0)
                writer.Write(text);
            else
                writer.Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        writer.Write("\r\n");
    }
}
