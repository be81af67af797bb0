using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.PopulationData;

/// <summary>What the national population database answered about a member, when, to which officer and for which procedure. The answer itself holds no person's data.</summary>
[PersonalData(DataClass.P1)]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class PopulationCheck : IAreaBound
{
    /// <summary>Province of the household.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the household.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7); also the id of the request that was sent.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The member.</summary>
    public Guid MemberId { get; init; }

    /// <summary>What came of it.</summary>
    public PopulationOutcome Outcome { get; init; }

    /// <summary>Fields that differ: name, birthDate, sex.</summary>
    public string[] Differing { get; init; } = [];

    /// <summary>Administrative procedure on whose ground it was asked.</summary>
    public required string ProcedureCode { get; init; }

    /// <summary>Officer on whose behalf it was asked.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTimeOffset AskedAt { get; init; }
}

/// <summary>What the population database says about a person.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PopulationOutcome>))]
public enum PopulationOutcome
{
    /// <summary>Number, name and birth belong together.</summary>
    Matches,

    /// <summary>The number is known; something else is recorded with it.</summary>
    Differs,

    /// <summary>Nobody has the number.</summary>
    NotFound,

    /// <summary>Nothing was answered; work goes on without it.</summary>
    Unavailable,
}
