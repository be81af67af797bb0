using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>Which new commune an old one, or a part of it, went to.</summary>
[Nationwide("Reference data of the State.")]
[PersonalData(DataClass.P0)]
public sealed class CommuneSuccession
{
    /// <summary>Old code; empty for an island district without communes.</summary>
    public required string OldCode { get; init; }

    /// <summary>New code.</summary>
    public required string NewCode { get; init; }

    /// <summary>First day of the new unit.</summary>
    public DateOnly ChangedOn { get; init; }

    /// <summary>District of the old unit.</summary>
    public string? OldDistrictCode { get; init; }

    /// <summary>Province of the old unit.</summary>
    public required string OldProvinceCode { get; init; }

    /// <summary>Province of the new unit.</summary>
    public required string NewProvinceCode { get; init; }

    /// <summary>whole, unchanged, renamed, type_changed, part, part_area, part_area_all_population, part_population.</summary>
    public required string Coverage { get; init; }

    /// <summary>True: records may be moved without asking. False: another row is the default. Null: somebody must choose by hamlet.</summary>
    public bool? IsDefaultTarget { get; init; }

    /// <summary>How certain the succession of the old unit is.</summary>
    public string SplitClass { get; init; } = "";

    /// <summary>Note of the official table.</summary>
    public string Note { get; init; } = "";
}
