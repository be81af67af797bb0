using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>All resident households and persons of a commune in a year: the denominator of every official rate.</summary>
[PersonalData(DataClass.P1)]
public sealed class AreaPopulation : IAreaBound
{
    /// <summary>Province of the commune.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>The commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The year.</summary>
    public short Year { get; init; }

    /// <summary>Resident households (tổng số hộ dân cư).</summary>
    public int Households { get; set; }

    /// <summary>Resident persons (tổng nhân khẩu).</summary>
    public int Persons { get; set; }

    /// <summary>Legal date from which the figures hold.</summary>
    public DateOnly RecordedOn { get; set; }

    /// <summary>Who recorded them (subject of the token).</summary>
    public required string RecordedBy { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>Counts the events of this commune and year.</summary>
    public long Version { get; set; } = 1;
}
