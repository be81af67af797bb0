using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>How far the meetings of a hamlet moved from the scores.</summary>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="Votes">Households on which a meeting voted.</param>
/// <param name="Refused">Of these, without enough agreement.</param>
/// <param name="Proposed">Of these, for which the meeting held another class to be right.</param>
/// <param name="Departed">Refused or with another class.</param>
/// <param name="Percent">Share of departed households, one decimal.</param>
/// <param name="IsFlagged">Somebody from outside should look.</param>
[PersonalData(DataClass.P1)]
public sealed record HamletComparison(string Hamlet, int Votes, int Refused, int Proposed, int Departed, decimal Percent, bool IsFlagged)
{
    /// <summary>Every hamlet, flagged ones first.</summary>
    /// <param name="votes">Votes with their hamlet; every vote counts, also one that a later meeting replaced.</param>
    /// <param name="rules">Rules with the distance that flags.</param>
    public static IReadOnlyList<HamletComparison> Of(IEnumerable<(string Hamlet, MeetingVote Vote)> votes, ReviewRules rules)
    {
        var (percent, least) = (rules[ReviewRule.MeetingDistancePercent].Value, rules[ReviewRule.MeetingDistanceHouseholds].Value);
        return [.. votes.GroupBy(pair => pair.Hamlet, StringComparer.Ordinal).Select(group =>
        {
            var all = group.Select(pair => pair.Vote).ToList();
            bool Proposes(MeetingVote vote) => vote.ProposedClass is { } proposed && proposed != vote.ScoredClass;
            var departed = all.Where(vote => !vote.IsAgreed || Proposes(vote)).Select(vote => vote.CaseId).Distinct().Count();
            var households = all.Select(vote => vote.CaseId).Distinct().Count();
            return new HamletComparison(group.Key, households, all.Count(vote => !vote.IsAgreed), all.Count(Proposes), departed,
                Math.Round(departed * 100m / households, 1, MidpointRounding.AwayFromZero), departed >= least && departed * 100 >= percent * households);
        }).OrderByDescending(hamlet => hamlet.IsFlagged).ThenByDescending(hamlet => hamlet.Percent).ThenBy(hamlet => hamlet.Hamlet, StringComparer.Ordinal)];
    }
}
