using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Jobs;

/// <summary>Which rows of an imported file went to which household, without what they said.</summary>
[PersonalData(DataClass.P1)]
public sealed class PlacedRow : IAreaBound
{
    /// <summary>Province of the import.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the import.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The import.</summary>
    public Guid JobId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Sheet, from 0.</summary>
    public short SheetNo { get; init; }

    /// <summary>First row as the spreadsheet numbers it.</summary>
    public int FirstRow { get; init; }

    /// <summary>Last row.</summary>
    public int LastRow { get; init; }

    /// <summary>added, changed or unchanged.</summary>
    public required string Outcome { get; init; }
}
