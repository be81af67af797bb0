using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Rows of an old workbook, read from its conversion in a temporary file.</summary>
internal sealed class ConvertedRows : IRowSource
{
    private readonly FileStream _converted;
    private readonly Workbook _workbook;

    public ConvertedRows(Stream old, string folder, ReadLimits limits)
    {
        _converted = ImportFiles.TemporaryFile(folder);
        try
        {
            LegacyWorkbook.ToXlsx(old, _converted);
            _workbook = new Workbook(_converted, limits);
        }
        catch
        {
            _converted.Dispose();
            throw;
        }
    }

    /// <summary>Rows of a stored file, whatever its format.</summary>
    /// <exception cref="UnreadableFileException">It is none of the formats, or broken.</exception>
    public static IRowSource Open(Stream file, string folder, ReadLimits limits) => FileKinds.Of(file) switch
    {
        FileKind.Workbook => new Workbook(file, limits),
        FileKind.LegacyWorkbook => new ConvertedRows(file, folder, limits),
        _ => new CsvReader(file),
    };

    public IReadOnlyList<string> Sheets => _workbook.Sheets;

    public double Progress => _workbook.Progress;

    public bool Read(RowBatch batch) => _workbook.Read(batch);

    public void Dispose()
    {
        _workbook.Dispose();
        _converted.Dispose();
    }
}
