using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>Support that a household may ask for, as the support service told it: it holds the household's data until it ends.</summary>
[PersonalData(DataClass.P1)]
public sealed class OpenSupport : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>The grant.</summary>
    public Guid GrantId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Programme.</summary>
    public required string ProgrammeCode { get; init; }

    /// <summary>Version of the grant that was told.</summary>
    public long Version { get; init; }

    /// <summary>It was granted and not withdrawn.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Last day, where the grant has one.</summary>
    public DateOnly? ValidTo { get; init; }
}
