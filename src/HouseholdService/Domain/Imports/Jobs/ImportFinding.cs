using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

/// <summary>A stored finding of an import.</summary>
public sealed class ImportFinding : IAreaBound
{
    /// <summary>The import.</summary>
    public Guid JobId { get; init; }

    /// <summary>Sheet, -1 for the file as a whole.</summary>
    [PersonalData(DataClass.P1)]
    public short SheetNo { get; init; }

    /// <summary>Row as the spreadsheet numbers it, 0 for none.</summary>
    [PersonalData(DataClass.P1)]
    public int RowNo { get; init; }

    /// <summary>Column from 0, -1 for none.</summary>
    [PersonalData(DataClass.P1)]
    public short ColumnNo { get; init; }

    /// <summary>Order of storing.</summary>
    [PersonalData(DataClass.P1)]
    public long Position { get; init; }

    /// <summary>Province of the commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the list.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>What it means for the household.</summary>
    public FindingLevel Level { get; init; }

    /// <summary>Code of <see cref="FindingCatalogue"/>.</summary>
    [PersonalData(DataClass.P1)]
    public required string Code { get; init; }

    /// <summary>Name of the sheet.</summary>
    [PersonalData(DataClass.P1)]
    public string Sheet { get; init; } = "";

    /// <summary>Heading of the column as typed.</summary>
    [PersonalData(DataClass.P1)]
    public string? Heading { get; init; }

    /// <summary>Value and arguments, sealed; null when there is neither.</summary>
    [PersonalData(DataClass.P2)]
    public byte[]? Content { get; init; }

    /// <summary>Value as typed, once <see cref="Content"/> has been opened; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public string? Value { get; set; }

    /// <summary>Values for the catalogue's text, once <see cref="Content"/> has been opened.</summary>
    [PersonalData(DataClass.P2)]
    public string[] Arguments { get; set; } = [];

    /// <summary>Ordinal of the household in the file, 0 for none.</summary>
    [PersonalData(DataClass.P1)]
    public int Household { get; init; }
}
