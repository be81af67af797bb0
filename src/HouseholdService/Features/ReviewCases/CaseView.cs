using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The review of one household.</summary>
/// <param name="Id">The case.</param>
/// <param name="CycleId">Its review.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="Hamlet">Hamlet.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Origin">How it came in.</param>
/// <param name="StartedOn">First day.</param>
/// <param name="StartClass">Class on the list before.</param>
/// <param name="VisitedOn">Date of the visit.</param>
/// <param name="StandardCode">Standard fixed at the visit.</param>
/// <param name="ScoringVersion">Fingerprint of its rules at the visit.</param>
/// <param name="ScoredClass">Class by the score.</param>
/// <param name="Class">Class that is posted and decided.</param>
/// <param name="MeetingAgreed">What the last meeting said.</param>
/// <param name="PostedUntil">Last day of the posting.</param>
/// <param name="OpenObjections">Objections without an answer.</param>
/// <param name="DecisionNumber">Decision or written refusal.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="CertificateNumber">Certificate.</param>
/// <param name="Irregularities">What was let pass by rule.</param>
[PersonalData(DataClass.P1)]
public sealed record CaseView(
    Guid Id, Guid CycleId, Guid HouseholdId, string Hamlet, CaseState State, CaseOrigin Origin, DateOnly StartedOn, PovertyClass? StartClass, DateOnly? VisitedOn, string? StandardCode,
    string? ScoringVersion, PovertyClass? ScoredClass, PovertyClass? Class, bool? MeetingAgreed, DateOnly? PostedUntil, int OpenObjections, string? DecisionNumber, DateOnly? DecidedOn,
    CaseOutcome? Outcome, string? CertificateNumber, IReadOnlyList<string> Irregularities)
{
    /// <summary>The case as callers see it.</summary>
    public static CaseView Of(ReviewCase found) => new(
        found.Id, found.CycleId, found.HouseholdId, found.HamletName, found.State, found.Origin, found.StartedOn, found.StartClass, found.VisitedOn, found.StandardCode,
        found.ScoringVersion, found.ScoredClass, found.Class, found.MeetingAgreed, found.PostedUntil, found.OpenObjections, found.DecisionNumber, found.DecidedOn,
        found.Outcome, found.CertificateNumber, found.Irregularities);
}

/// <summary>A paper or file behind a step.</summary>
/// <param name="Reference">Number or reference.</param>
/// <param name="Sha256">SHA-256 of the scan in lower-case hex.</param>
[PersonalData(DataClass.P1)]
public sealed record EvidenceInput(string? Reference, string? Sha256);

/// <summary>Why one item of many was not taken; the others were.</summary>
/// <param name="Id">Household or case.</param>
/// <param name="Code">Stable code of the refusal.</param>
/// <param name="Vi">What is wrong, in Vietnamese.</param>
/// <param name="En">What is wrong, in English.</param>
[PersonalData(DataClass.P1)]
public sealed record Left(Guid Id, string Code, string Vi, string En);
