namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>File formats in which papers go out.</summary>
internal sealed record PaperFormat(string Ending, string ContentType, Func<Stream, Paper, IPaperWriter> Open)
{
    /// <summary>Workbook.</summary>
    public static readonly PaperFormat Xlsx = new("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (target, paper) => new SheetPaper(target, paper));

    /// <summary>UTF-8 with byte order mark, separated by semicolons, as spreadsheets here open and save it.</summary>
    public static readonly PaperFormat Csv = new("csv", "text/csv; charset=utf-8", (target, paper) => new CsvPaper(target, paper));

    /// <summary>Word document.</summary>
    public static readonly PaperFormat Docx = new("docx", WordDocument.ContentType, (target, paper) => new WordPaper(target, paper));

    /// <summary>The format of an ending; xlsx when none is named, null when it is unknown.</summary>
    public static PaperFormat? Of(string? ending) => ending switch { null or "xlsx" => Xlsx, "csv" => Csv, "docx" => Docx, _ => null };
}
