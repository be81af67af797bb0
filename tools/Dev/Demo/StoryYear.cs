using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyPlatform.Dev.Demo;

/// <summary>What must be counted in one year of the sample commune, as samples/expected.json says it.</summary>
internal sealed record StoryYear(
    int Year, [property: JsonPropertyName("file")] string Workbook, DateOnly ReviewedOn, StoryDecision Decision, StoryCount Residents,
    int Households, int MemberRows, int RefusedHouseholds, int RefusedRows, int TakenHouseholds, int TakenMembers,
    IReadOnlyDictionary<string, StoryCount> Classes, int EscapedHouseholds, IReadOnlyDictionary<string, int> Grants,
    int EligibilityGranted, int EligibilityWithdrawn, IReadOnlyList<StoryFault> Faults)
{
    public const string Commune = "04492";
    public const string Province = "15";

    public static IReadOnlyList<StoryYear> Read(string samples) =>
        JsonSerializer.Deserialize<List<StoryYear>>(File.ReadAllText(Path.Combine(samples, "expected.json")), JsonSerializerOptions.Web)!;

    /// <summary>A list holds until the end of the year after its review; the sample grows old like any list.</summary>
    public bool StillHoldsOn(DateOnly day) => day.Year <= Year + 1;

    /// <summary>Grants that the list gives on a day; those of households that left poverty do not rest on the list's own time.</summary>
    public IReadOnlyDictionary<string, int> GrantsOn(DateOnly day) =>
        StillHoldsOn(day) ? Grants : Grants.Where(grant => grant.Key == "CR-ESCAPED").ToDictionary(grant => grant.Key, grant => grant.Value);
}

internal sealed record StoryDecision(string Number, DateOnly DecidedOn, string Signer);

internal sealed record StoryCount(int Households, int Persons);

internal sealed record StoryFault(string Code, int Row, string Column, string Heading, string? Value);
