using System.Diagnostics;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Grants;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Tells partners that grants were given.</summary>
public sealed class GrantedFeedProjection : EventProjection<PartnerDb, EligibilityGranted>
{
    public override Task Apply(IReadOnlyList<EligibilityGranted> messages, PartnerDb db, CancellationToken ct) =>
        GrantWriter.WriteGranted(db, messages.Select(Told), FeedTypes.Granted, Activity.Current?.Id, ct);

    private static GrantEvent Told(EligibilityGranted message) => new(
        message.EventId, message.OccurredAt, message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode, message.HouseholdId,
        message.ProgrammeCode, message.RuleVersion, ReasonCodes.Shareable(message.Reasons), message.HouseholdClass.ToString(), message.ListId, message.DecisionNumber,
        message.DecidedOn, message.ValidFrom, message.ValidTo, message.CapVnd, message.InterestBasisPoints, message.MaxTermMonths, null);
}
