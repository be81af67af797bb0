namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>An official paper that is mostly one table: its head, its columns, its foot. The rows come one by one.</summary>
/// <param name="Head">Issuing body, motto, number, place and date, title.</param>
/// <param name="Columns">Columns of the table.</param>
/// <param name="Foot">Recipients and signature.</param>
/// <param name="FileName">Name of the file without its ending; ASCII.</param>
internal sealed record Paper(OfficialHead Head, IReadOnlyList<PaperColumn> Columns, PaperFoot Foot, string FileName)
{
    /// <summary>True when a column stands under a group: then the heading has two rows.</summary>
    public bool HasGroups => Columns.Any(column => column.Group.Length > 0);
}

/// <summary>A column of a paper.</summary>
/// <param name="Heading">Heading.</param>
/// <param name="Width">Width in characters.</param>
/// <param name="Group">Heading above it, shared with its neighbours.</param>
/// <param name="Kind">How its cells are written.</param>
/// <param name="IsPrinted">False for columns that a sheet of paper has no room for: they are in workbooks and CSV only.</param>
/// <param name="IsKey">True for leading columns that say whose row it is: they stand on every page when the columns need several side by side.</param>
internal sealed record PaperColumn(string Heading, int Width, string Group = "", CellKind Kind = CellKind.Text, bool IsPrinted = true, bool IsKey = false);

/// <summary>How cells of a column are written.</summary>
internal enum CellKind
{
    /// <summary>Text at the left.</summary>
    Text,

    /// <summary>Text in the middle.</summary>
    Centred,

    /// <summary>A number where it is one.</summary>
    Number,
}

/// <summary>The head that official papers carry (NĐ 30/2020/NĐ-CP).</summary>
/// <param name="Issuer">Lines of the issuing body.</param>
/// <param name="Number">Number and sign, for example <c>Số: ...../DS-UBND</c>; empty for none.</param>
/// <param name="Place">Place and date.</param>
/// <param name="Title">Title.</param>
/// <param name="Subtitles">Lines below the title.</param>
internal sealed record OfficialHead(IReadOnlyList<string> Issuer, string Number, string Place, string Title, IReadOnlyList<string> Subtitles)
{
    /// <summary>The name of the State, which stands on every official paper.</summary>
    public const string State = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";

    /// <summary>The motto below it.</summary>
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";
}

/// <summary>What stands below: who receives it, who signs.</summary>
/// <param name="Recipients">Nơi nhận.</param>
/// <param name="Signers">Lines of the signature, right; the name is signed by hand.</param>
/// <param name="Makers">Lines of who made it, left above the recipients; empty for none.</param>
internal sealed record PaperFoot(IReadOnlyList<string> Recipients, IReadOnlyList<string> Signers, IReadOnlyList<string> Makers)
{
    /// <summary>The chair signs for the People's Committee.</summary>
    public static PaperFoot OfChair(params string[] recipients) => new(recipients, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], []);
}

/// <summary>How a row looks.</summary>
internal enum RowLook
{
    /// <summary>As usual.</summary>
    Plain,

    /// <summary>Bold: heads of households, totals.</summary>
    Bold,
}

/// <summary>A row: one text for each column.</summary>
/// <param name="Cells">Texts.</param>
/// <param name="Look">How it looks.</param>
internal readonly record struct PaperRow(IReadOnlyList<string> Cells, RowLook Look = RowLook.Plain);
