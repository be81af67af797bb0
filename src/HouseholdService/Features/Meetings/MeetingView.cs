using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.Meetings;

/// <summary>A hamlet meeting.</summary>
/// <param name="Id">The meeting.</param>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="HeldOn">Date.</param>
/// <param name="Place">Place.</param>
/// <param name="Chair">Chair.</param>
/// <param name="Secretary">Secretary.</param>
/// <param name="Present">Persons present.</param>
/// <param name="HouseholdsInvited">Households invited.</param>
/// <param name="HouseholdsPresent">Households represented.</param>
/// <param name="FrontPresent">The Fatherland Front watched.</param>
/// <param name="MinutesReference">Reference of the minutes.</param>
/// <param name="MinutesSha256">Fingerprint of the scan.</param>
/// <param name="Irregularities">What was let pass by rule.</param>
/// <param name="Votes">Votes.</param>
[PersonalData(DataClass.P1)]
public sealed record MeetingView(
    Guid Id, string Hamlet, DateOnly HeldOn, string Place, string Chair, string Secretary, int Present, int HouseholdsInvited, int HouseholdsPresent, bool FrontPresent,
    string MinutesReference, string MinutesSha256, IReadOnlyList<string> Irregularities, IReadOnlyList<Vote> Votes)
{
    /// <summary>The meeting as callers see it.</summary>
    public static MeetingView Of(HamletMeeting meeting, IEnumerable<MeetingVote> votes) => new(
        meeting.Id, meeting.HamletName, meeting.HeldOn, meeting.Place, meeting.Chair, meeting.Secretary, meeting.Present, meeting.HouseholdsInvited, meeting.HouseholdsPresent,
        meeting.FrontPresent, meeting.MinutesReference, meeting.MinutesSha256, meeting.Irregularities,
        [.. votes.OrderBy(vote => vote.CaseId).Select(vote => new Vote(vote.CaseId, vote.Agree, vote.Disagree, vote.IsAgreed, vote.ScoredClass, vote.ProposedClass, vote.Reason))]);
}

/// <summary>The vote on one household.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Agree">Votes for the result.</param>
/// <param name="Disagree">Votes against it.</param>
/// <param name="IsAgreed">Whether enough agreed.</param>
/// <param name="ScoredClass">Class by the score.</param>
/// <param name="ProposedClass">Class that the meeting holds to be right.</param>
/// <param name="Reason">Its reason.</param>
public sealed record Vote(
    Guid CaseId,
    [PersonalData(DataClass.P1)] int Agree,
    [PersonalData(DataClass.P1)] int Disagree,
    bool IsAgreed,
    PovertyClass ScoredClass,
    PovertyClass? ProposedClass,
    [PersonalData(DataClass.P2)] string? Reason);
