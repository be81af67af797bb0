using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Causes;

/// <summary>A cause of poverty of a household; several at a time, one of them main. It is ended, never deleted. Never in events.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class HouseholdCause : IAreaBound
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

    /// <summary>Code of the cause.</summary>
    [PersonalData(DataClass.P1)]
    public required string CauseCode { get; init; }

    /// <summary>The main one.</summary>
    public bool IsMain { get; init; }

    /// <summary>It judges a person.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Ground of a judging cause.</summary>
    [PersonalData(DataClass.P2)]
    public string? Reason { get; init; }

    /// <summary>Legal date.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly RecordedOn { get; init; }

    /// <summary>Who recorded it.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>First day on which it no longer holds.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? EndedOn { get; set; }
}
