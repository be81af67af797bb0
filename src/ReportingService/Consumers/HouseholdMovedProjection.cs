using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Takes a household out of the figures of the area that it left and into those of the area where it lives, in the class in which it stands.</summary>
public sealed class HouseholdMovedProjection : EventProjection<ReportingDb, HouseholdMoved>
{
    /// <inheritdoc />
    public override Task Apply(IReadOnlyList<HouseholdMoved> messages, ReportingDb db, CancellationToken ct) =>
        Movements.Apply(db, [.. messages.Select(message => new RecognitionFact(
            message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode, message.EffectiveOn, 0, 0, IsMove: true))], ct);
}
