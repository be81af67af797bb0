using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Counts recognised households by class and day.</summary>
public sealed class HouseholdRecognisedProjection : EventProjection<ReportingDb, HouseholdRecognised>
{
    /// <inheritdoc />
    public override Task Apply(IReadOnlyList<HouseholdRecognised> messages, ReportingDb db, CancellationToken ct) =>
        Movements.Apply(db, [.. messages.Select(message => new RecognitionFact(
            message.SubjectId, message.SubjectVersion, message.ProvinceCode, message.CommuneCode,
            message.EffectiveFrom, (short)message.Class, message.Persons))], ct);
}
