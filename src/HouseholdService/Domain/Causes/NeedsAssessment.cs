using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Causes;

/// <summary>What a helping agency or an officer found in a household on a day (khảo sát nhu cầu): circumstances, assets, workers, skills, wishes.</summary>
[PartOfRecord(nameof(HouseholdId))]
public sealed class NeedsAssessment : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Date of the visit.</summary>
    public DateOnly AssessedOn { get; init; }

    /// <summary>Who assessed: person and agency.</summary>
    public required string Assessor { get; init; }

    /// <summary>Members who can work.</summary>
    public short? Workers { get; init; }

    /// <summary>Circumstances.</summary>
    public string? Circumstances { get; init; }

    /// <summary>Land, livestock, tools, dwelling.</summary>
    public string? Assets { get; init; }

    /// <summary>Skills and trades.</summary>
    public string? Skills { get; init; }

    /// <summary>What the household itself wishes.</summary>
    public string? Wishes { get; init; }

    /// <summary>Needs, codes of the list <c>need</c>.</summary>
    public string[] Needs { get; init; } = [];

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset RecordedAt { get; init; }
}
