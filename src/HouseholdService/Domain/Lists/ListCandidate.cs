using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>A household that may come on a list.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Household">Its row, or null when it lives in the commune no longer.</param>
/// <param name="Review">Its latest review of the year, or null.</param>
/// <param name="Previous">Its entry on the list in force of the year before, or null.</param>
/// <param name="Replaced">Its entry on the list that a correction replaces, or null.</param>
/// <param name="IsOnRequest">The review was made on request while that list was in force: what changes, changes from that list.</param>
/// <param name="IsHandedOver">Another commune took it over since that list: a correction leaves what was decided about it as it is.</param>
public sealed record ListCandidate(
    Guid HouseholdId, Household? Household, Review? Review, PovertyListEntry? Previous, PovertyListEntry? Replaced, bool IsOnRequest = false, bool IsHandedOver = false);

/// <summary>Who lives in a household, as far as a list must know.</summary>
/// <param name="Persons">Members who live in it.</param>
/// <param name="Adults">Of these, 18 and over on the day of the decision.</param>
/// <param name="Heads">Of these, marked as head.</param>
public readonly record struct HouseholdMembers(int Persons, int Adults, int Heads);
