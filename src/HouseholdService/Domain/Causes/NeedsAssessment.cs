using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Causes;

/// <summary>What a helping agency or an officer found in a household on a day (khảo sát nhu cầu): circumstances, assets, workers, skills, wishes.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class NeedsAssessment : IAreaBound
{
    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Date of the visit.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly AssessedOn { get; init; }

    /// <summary>Who assessed: person and agency.</summary>
    [PersonalData(DataClass.P1)]
    public required string Assessor { get; init; }

    /// <summary>Members who can work.</summary>
    [PersonalData(DataClass.P1)]
    public short? Workers { get; init; }

    /// <summary>Circumstances.</summary>
    [PersonalData(DataClass.P2)]
    public string? Circumstances { get; init; }

    /// <summary>Land, livestock, tools, dwelling.</summary>
    [PersonalData(DataClass.P2)]
    public string? Assets { get; init; }

    /// <summary>Skills and trades.</summary>
    [PersonalData(DataClass.P2)]
    public string? Skills { get; init; }

    /// <summary>What the household itself wishes.</summary>
    [PersonalData(DataClass.P2)]
    public string? Wishes { get; init; }

    /// <summary>Needs, codes of the list <c>need</c>.</summary>
    [PersonalData(DataClass.P1)]
    public string[] Needs { get; init; } = [];

    /// <summary>Who recorded it.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>When.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }
}
