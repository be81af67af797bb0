using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Areas;

/// <summary>A province (two digits) or commune (five) on the days it carried this code.</summary>
[Nationwide("Units of the State are public reference data.")]
[PersonalData(DataClass.P0)]
public sealed class AreaUnit
{
    public required string Code { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public required string ProvinceCode { get; init; }
}
