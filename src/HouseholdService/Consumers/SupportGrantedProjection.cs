using PovertyPlatform.Contracts.Support;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.HouseholdService.Consumers;

/// <summary>Notes that support of a household is open: its data is not erased meanwhile.</summary>
internal sealed class SupportGrantedProjection : EventProjection<HouseholdDb, EligibilityGranted>
{
    public override Task Apply(IReadOnlyList<EligibilityGranted> messages, HouseholdDb db, CancellationToken ct) => db.Remember([.. messages.Select(message => new OpenSupport
    {
        ProvinceCode = message.ProvinceCode,
        CommuneCode = message.CommuneCode,
        GrantId = message.SubjectId,
        HouseholdId = message.HouseholdId,
        ProgrammeCode = message.ProgrammeCode,
        Version = message.SubjectVersion,
        IsOpen = true,
        ValidTo = message.ValidTo,
    })], ct);
}
