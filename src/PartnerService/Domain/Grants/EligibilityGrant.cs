using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Grants;

/// <summary>Whether a grant is open.</summary>
public enum GrantState
{
    /// <summary>The household may ask for the programme.</summary>
    Granted = 1,

    /// <summary>It may no longer.</summary>
    Withdrawn = 2,
}

/// <summary>The present state of a grant, as told by events.</summary>
[PersonalData(DataClass.P1)]
public sealed class EligibilityGrant : IAreaBound
{
    public required string ProvinceCode { get; init; }

    public required string CommuneCode { get; init; }

    public required Guid Id { get; init; }

    public required long Version { get; init; }

    /// <summary>Version of the last granting event; the terms below are its.</summary>
    public long? GrantedVersion { get; init; }

    public required GrantState State { get; init; }

    public required Guid HouseholdId { get; init; }

    public required string ProgrammeCode { get; init; }

    public required string RuleVersion { get; init; }

    /// <summary>Conditions met while granted, no longer met once withdrawn.</summary>
    public required string[] Reasons { get; init; }

    public PovertyClass? HouseholdClass { get; init; }

    public Guid? ListId { get; init; }

    public string? DecisionNumber { get; init; }

    public DateOnly? DecidedOn { get; init; }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    public long? CapVnd { get; init; }

    public decimal? InterestBasisPoints { get; init; }

    public int? MaxTermMonths { get; init; }

    public DateOnly? WithdrawnOn { get; init; }

    public string? WithdrawalDecisionNumber { get; init; }

    /// <summary>The event that made this version.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The event it replaced.</summary>
    public Guid? ReplacesEventId { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>True when the grant holds on that day: only then is there a ground for naming persons.</summary>
    public bool HoldsOn(DateOnly day) => State == GrantState.Granted && day <= (ValidTo ?? DateOnly.MaxValue);
}
