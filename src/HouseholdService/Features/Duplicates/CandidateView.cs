using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Duplicates;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>A pair of households that is suspected to be one, or to claim one person.</summary>
/// <param name="Id">The pair.</param>
/// <param name="FirstHouseholdId">One household.</param>
/// <param name="FirstCommuneCode">Its commune.</param>
/// <param name="SecondHouseholdId">The other.</param>
/// <param name="SecondCommuneCode">Its commune.</param>
/// <param name="Points">Points, the sum of the weights.</param>
/// <param name="Persons">Members of the one that match a member of the other.</param>
/// <param name="Reasons">Why, for the best pair of members.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Reason">Why it was decided so.</param>
/// <param name="SettledAt">When it was decided.</param>
/// <param name="MergeEventId">The event by which this verdict merged them; it can be undone.</param>
public sealed record CandidateView(
    Guid Id,
    Guid FirstHouseholdId,
    [PersonalData(DataClass.P1)] string FirstCommuneCode,
    Guid SecondHouseholdId,
    [PersonalData(DataClass.P1)] string SecondCommuneCode,
    [PersonalData(DataClass.P1)] int Points,
    [PersonalData(DataClass.P1)] int Persons,
    IReadOnlyList<ReasonView> Reasons,
    CandidateState State,
    DuplicateVerdict? Verdict,
    [PersonalData(DataClass.P1)] string? Reason,
    [PersonalData(DataClass.P1)] DateTimeOffset? SettledAt,
    Guid? MergeEventId = null)
{
    internal static CandidateView Of(DuplicateCandidate row, IReadOnlyList<DuplicateWeight> weights) => new(
        row.Id, row.FirstHouseholdId, row.CommuneCode, row.SecondHouseholdId, row.SecondCommuneCode, row.Points, row.Persons, ReasonView.Of(row.Reasons, weights), row.State,
        row.Verdict, row.Reason, row.SettledAt);
}

/// <summary>One agreement or contradiction.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Points">What it counts today.</param>
/// <param name="Vi">In Vietnamese.</param>
/// <param name="En">In English.</param>
[PersonalData(DataClass.P1)]
public sealed record ReasonView(string Code, int Points, string Vi, string En)
{
    internal static IReadOnlyList<ReasonView> Of(IEnumerable<string> codes, IReadOnlyList<DuplicateWeight> weights) =>
        [.. codes.Select(code => weights.LastOrDefault(weight => weight.Code == code) is { } weight ? new ReasonView(code, weight.Points, weight.NameVi, weight.NameEn) : new ReasonView(code, 0, code, code))];
}
