using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>One thing that the check of a list found.</summary>
/// <param name="Code">Stable code, for example <c>not-reviewed</c>.</param>
/// <param name="Severity"><c>Blocks</c> recognition, or only <c>Warns</c>.</param>
/// <param name="HouseholdId">Household concerned, or null for the whole list.</param>
/// <param name="HouseholdCode">Its code on the commune's lists.</param>
/// <param name="Vi">What is wrong and what to do, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
/// <param name="LegalSource">Act behind the check, where there is one.</param>
[PersonalData(DataClass.P1)]
public sealed record ListFinding(string Code, FindingSeverity Severity, Guid? HouseholdId, string? HouseholdCode, string Vi, string En, string? LegalSource = null);

/// <summary>Weight of a finding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingSeverity>))]
public enum FindingSeverity
{
    /// <summary>The list cannot be recognised until it is mended.</summary>
    Blocks,

    /// <summary>Somebody should look; the list can be recognised.</summary>
    Warns,
}
