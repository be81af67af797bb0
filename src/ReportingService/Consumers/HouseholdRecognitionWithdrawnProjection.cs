using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Takes a household off the counts when a correcting decision removed it from the list.</summary>
public sealed class HouseholdRecognitionWithdrawnProjection : EventProjection<ReportingDb, HouseholdRecognitionWithdrawn>
{
    private const short OnNoList = 0;

    /// <inheritdoc />
    public override Task Apply(IReadOnlyList<HouseholdRecognitionWithdrawn> messages, ReportingDb db, CancellationToken ct) =>
        Movements.Apply(db, [.. messages.Select(message => new RecognitionFact(
            message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode, message.DecidedOn, OnNoList, 0))], ct);
}
