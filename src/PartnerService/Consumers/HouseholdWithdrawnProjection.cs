using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Grants;
using PovertyPlatform.PartnerService.Domain.Grants;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Notes that a correcting decision took a household off its list.</summary>
public sealed class HouseholdWithdrawnProjection : EventProjection<PartnerDb, HouseholdRecognitionWithdrawn>
{
    public override Task Apply(IReadOnlyList<HouseholdRecognitionWithdrawn> messages, PartnerDb db, CancellationToken ct) =>
        HouseholdWriter.WriteWithdrawn(db, messages.Select(Seen), ct);

    private static Household Seen(HouseholdRecognitionWithdrawn message) => new()
    {
        ProvinceCode = message.ProvinceCode,
        CommuneCode = message.CommuneCode,
        Id = message.SubjectId,
        Version = message.SubjectVersion,
        IsRecognised = false,
        Class = message.WithdrawnClass,
        ListId = message.ListId,
        ReviewYear = message.ReviewYear,
        DecisionNumber = message.DecisionNumber,
        DecidedOn = message.DecidedOn,
        ReplacesDecisionNumber = message.ReplacesDecisionNumber,
    };
}
