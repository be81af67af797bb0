using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Consumers;

/// <summary>Remembers whose older tokens this service refuses.</summary>
internal sealed class SubjectRevokedProjection : EventProjection<HouseholdDb, SubjectRevoked>
{
    public override Task Apply(IReadOnlyList<SubjectRevoked> messages, HouseholdDb db, CancellationToken ct) =>
        RevocationTable.Remember(db, [.. messages.Select(message => (message.Subject, message.RevokedAt))], ct);
}
