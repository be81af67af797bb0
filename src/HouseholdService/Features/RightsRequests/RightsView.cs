using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>A request of a person about the own data.</summary>
/// <param name="Id">The request.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="MemberId">The one person, or null for the household.</param>
/// <param name="Kind">Which right.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Requester">Who asks, masked.</param>
/// <param name="Relation">In what capacity.</param>
/// <param name="VerifiedHow">How the officer made sure.</param>
/// <param name="VerifiedReference">Paper or record of it.</param>
/// <param name="Wish">What is asked.</param>
/// <param name="EvidenceReference">Papers handed in.</param>
/// <param name="ReceivedOn">Date of receipt.</param>
/// <param name="AnswerDueOn">Last day of the answer.</param>
/// <param name="FinishDueOn">Last day of carrying it out.</param>
/// <param name="WorkingDaysLeft">Working days left for the next step; negative when it is late; null when finished.</param>
/// <param name="IsOverdue">A step is late.</param>
/// <param name="ExtensionReason">Why the last day was moved.</param>
/// <param name="AnsweredOn">Date of the answer.</param>
/// <param name="Answer">The answer.</param>
/// <param name="LegalSource">Its legal source.</param>
/// <param name="DisclosedAt">When the data held was told.</param>
/// <param name="FinishedOn">Date of the end.</param>
/// <param name="Outcome">What was done, and by whom.</param>
public sealed record RightsView(
    Guid Id, [PersonalData(DataClass.P1)] string CommuneCode, Guid HouseholdId, Guid? MemberId, RightsKind Kind, RightsState State, [PersonalData(DataClass.P2, IsMasked = true)] string Requester, RequesterRelation Relation, IdentityCheck VerifiedHow, [PersonalData(DataClass.P1)] string VerifiedReference,
    [PersonalData(DataClass.P2)] string Wish, [PersonalData(DataClass.P1)] string? EvidenceReference, [PersonalData(DataClass.P1)] DateOnly ReceivedOn, [PersonalData(DataClass.P1)] DateOnly AnswerDueOn, [PersonalData(DataClass.P1)] DateOnly FinishDueOn, [PersonalData(DataClass.P1)] int? WorkingDaysLeft, bool IsOverdue, [PersonalData(DataClass.P1)] string? ExtensionReason, [PersonalData(DataClass.P1)] DateOnly? AnsweredOn, [PersonalData(DataClass.P2)] string? Answer,
    [PersonalData(DataClass.P1)] string? LegalSource, [PersonalData(DataClass.P1)] DateTimeOffset? DisclosedAt, [PersonalData(DataClass.P1)] DateOnly? FinishedOn, [PersonalData(DataClass.P2)] string? Outcome)
{
    /// <summary>The request as callers see it.</summary>
    public static RightsView Of(RightsRequest row, RightsTerms terms, DateOnly today) => new(
        row.Id, row.CommuneCode, row.HouseholdId, row.MemberId, row.Kind, row.State, Masked.Name(row.Requester), row.Relation, row.VerifiedHow, row.VerifiedReference, row.Wish, row.EvidenceReference,
        row.ReceivedOn, row.AnswerDueOn, row.FinishDueOn, row.IsOpen ? terms.Left(row.State == RightsState.Received ? row.AnswerDueOn : row.FinishDueOn, today) : null, row.IsOverdueOn(today),
        row.ExtensionReason, row.AnsweredOn, row.Answer, row.LegalSource, row.DisclosedAt, row.FinishedOn, row.Outcome);
}
