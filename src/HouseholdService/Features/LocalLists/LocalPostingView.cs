using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Features.LocalLists;

/// <summary>A posting of a list of a province's own standard.</summary>
/// <param name="Id">The posting.</param>
/// <param name="ListId">The list.</param>
/// <param name="Hamlet">Hamlet, or null for the whole commune.</param>
/// <param name="Places">Where it hangs.</param>
/// <param name="FromDay">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Irregularities">What was let pass by rule.</param>
[PersonalData(DataClass.P1)]
public sealed record LocalPostingView(Guid Id, Guid ListId, string? Hamlet, IReadOnlyList<string> Places, DateOnly FromDay, DateOnly Until, IReadOnlyList<string> Irregularities)
{
    internal static LocalPostingView Of(LocalListPosting row) => new(row.Id, row.ListId, row.HamletName, row.Places, row.FromDay, row.Until, row.Irregularities);
}
