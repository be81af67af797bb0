using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Grants;

/// <summary>What the details of a grant say about its household: class, exit, area and flags. Who lives there stays in the registry.</summary>
[PersonalData(DataClass.P1)]
public sealed class Household : IAreaBound
{
    public required string ProvinceCode { get; init; }

    public required string CommuneCode { get; init; }

    public required Guid Id { get; init; }

    public required long Version { get; init; }

    /// <summary>False when a correcting decision took it off the list.</summary>
    public required bool IsRecognised { get; init; }

    public required PovertyClass Class { get; init; }

    public PovertyClass? PreviousClass { get; init; }

    public DateOnly? ExitDecidedOn { get; init; }

    public PovertyClass? ExitFromClass { get; init; }

    public string? StandardCode { get; init; }

    public AreaType? AreaType { get; init; }

    public Guid? ListId { get; init; }

    public int? ReviewYear { get; init; }

    public string? DecisionNumber { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public string? ReplacesDecisionNumber { get; init; }

    public bool? HasLabourCapacity { get; init; }

    public bool? HasMeritMember { get; init; }

    /// <summary>Preferential treatment applies. Which group it is stays in the registry: ethnic origin is sensitive (decree 356/2025).</summary>
    public bool? IsPreferentialGroup { get; init; }

    public bool? IsEspeciallyDifficultArea { get; init; }
}
