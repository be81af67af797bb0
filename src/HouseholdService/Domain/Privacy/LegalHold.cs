using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>An order of a court, an inspection or an audit to keep everything about a household, or about a commune, until it is lifted.</summary>
[PersonalData(DataClass.P1)]
public sealed class LegalHold : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household; null for everything of the commune.</summary>
    public Guid? HouseholdId { get; init; }

    /// <summary>Number of the order.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>Body that ordered it.</summary>
    public required string OrderedBy { get; init; }

    /// <summary>Day of the order.</summary>
    public DateOnly OrderedOn { get; init; }

    /// <summary>Subject of the token that recorded it.</summary>
    public required string PlacedBy { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset PlacedAt { get; init; }

    /// <summary>Day on which it was lifted.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Subject of the token that recorded the lifting.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>Number of the order that lifts it.</summary>
    public string? EndOrder { get; private set; }

    /// <summary>Lifts it, on a day that is not before the order's.</summary>
    public void End(DateOnly on, string by, string order) => (EndedOn, EndedBy, EndOrder) = (on, by, order);
}
