using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>Income and work of a household as seen on a day between reviews. It classifies nobody: a class comes of a review only.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class Livelihood : IAreaBound
{
    /// <summary>Most đồng per person and month.</summary>
    public const long MostIncome = 1_000_000_000;

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

    /// <summary>Day.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly SeenOn { get; init; }

    /// <summary>Income in đồng per person and month, of the twelve months before.</summary>
    [PersonalData(DataClass.P2)]
    public long IncomeVnd { get; init; }

    /// <summary>People of working age who worked.</summary>
    [PersonalData(DataClass.P1)]
    public short Workers { get; init; }

    /// <summary>What they lived on.</summary>
    [PersonalData(DataClass.P2)]
    public required string Work { get; init; }

    /// <summary>Note.</summary>
    [PersonalData(DataClass.P2)]
    public string? Note { get; init; }

    /// <summary>Who saw it, such as the officer of the hamlet.</summary>
    [PersonalData(DataClass.P1)]
    public required string Observer { get; init; }

    /// <summary>Who recorded it.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>When (UTC).</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }
}
