using PovertyPlatform.Contracts.Support;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.HouseholdService.Consumers;

/// <summary>Notes that support of a household ended.</summary>
internal sealed class SupportWithdrawnProjection : EventProjection<HouseholdDb, EligibilityWithdrawn>
{
    public override Task Apply(IReadOnlyList<EligibilityWithdrawn> messages, HouseholdDb db, CancellationToken ct) => db.Remember([.. messages.Select(message => new OpenSupport
    {
        ProvinceCode = message.ProvinceCode,
        CommuneCode = message.CommuneCode,
        GrantId = message.SubjectId,
        HouseholdId = message.HouseholdId,
        ProgrammeCode = message.ProgrammeCode,
        Version = message.SubjectVersion,
        IsOpen = false,
        ValidTo = message.WithdrawnOn.AddDays(-1),
    })], ct);
}
