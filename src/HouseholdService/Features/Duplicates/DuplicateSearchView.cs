using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>A search for duplicates and how far it is.</summary>
/// <param name="Id">The search.</param>
/// <param name="CommuneCode">The commune whose households are looked for.</param>
/// <param name="Reach">Among whom.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Percent">Share of the steps that is done, 0 to 100.</param>
/// <param name="Compared">Pairs of persons compared so far.</param>
/// <param name="Found">Pairs of households that are suspected; known at the end.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Failure">Why it failed: too-many (weights too low), attempts, or the kind of fault.</param>
[PersonalData(DataClass.P1)]
public sealed record DuplicateSearchView(
    Guid Id, string CommuneCode, SearchReach Reach, SearchState State, int Percent, long Compared, int Found, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? Failure)
{
    internal static DuplicateSearchView Of(DuplicateSearch search) => new(
        search.Id, search.CommuneCode, search.Reach, search.State, search.Steps == 0 ? 0 : search.StepsDone * 100 / search.Steps, search.Compared, search.Found, search.RequestedAt,
        search.EndedAt, search.Failure);
}
