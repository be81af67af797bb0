using System.Diagnostics;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Grants;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Tells partners that grants ended, the same day, before the bank pays out.</summary>
public sealed class WithdrawnFeedProjection : EventProjection<PartnerDb, EligibilityWithdrawn>
{
    public override Task Apply(IReadOnlyList<EligibilityWithdrawn> messages, PartnerDb db, CancellationToken ct) =>
        GrantWriter.WriteWithdrawn(db, messages.Select(Told), FeedTypes.Withdrawn, Activity.Current?.Id, ct);

    private static GrantEvent Told(EligibilityWithdrawn message) => new(
        message.EventId, message.OccurredAt, message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode, message.HouseholdId,
        message.ProgrammeCode, message.RuleVersion, ReasonCodes.Shareable(message.Reasons), null, null, message.DecisionNumber,
        null, null, null, null, null, null, message.WithdrawnOn);
}
