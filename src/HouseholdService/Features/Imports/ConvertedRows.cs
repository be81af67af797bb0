using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Features.Imports;

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

    public IReadOnlyList<string> Sheets => _workbook.Sheets;

    public double Progress => _workbook.Progress;

    public bool Read(RowBatch batch) => _workbook.Read(batch);

    public void Dispose()
    {
        _workbook.Dispose();
        _converted.Dispose();
    }
}
