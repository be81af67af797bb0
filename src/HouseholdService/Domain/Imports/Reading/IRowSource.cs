namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Rows of a file, block by block, from the first sheet to the last.</summary>
public interface IRowSource : IDisposable
{
    /// <summary>Names of the sheets that are read; a CSV file has one without a name.</summary>
    IReadOnlyList<string> Sheets { get; }

    /// <summary>Share of the file that has been read, 0 to 1.</summary>
    double Progress { get; }

    /// <summary>Reads the next block; false at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">The file cannot be read further.</exception>
    bool Read(RowBatch batch);
}
