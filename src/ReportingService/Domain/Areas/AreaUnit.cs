using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ReportingService.Domain.Areas;

/// <summary>A province or commune as it was named between two dates. Codes were reused in 2025: only code and date together name a unit.</summary>
[Nationwide("Names of units are public reference data.")]
[PersonalData(DataClass.P0)]
public sealed class AreaUnit
{
    /// <summary>Two digits for a province, five for a commune.</summary>
    public required string Code { get; init; }

    /// <summary>First day of the unit; <see cref="DateOnly.MinValue"/> where it is not known.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day, or null while it exists.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Official name with its type, for example <c>Xã Púng Luông</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Province of the unit on those days; its own code for a province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>True for a province.</summary>
    public required bool IsProvince { get; init; }
}
