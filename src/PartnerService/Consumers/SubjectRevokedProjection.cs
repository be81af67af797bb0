using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>Remembers whose older tokens this service refuses.</summary>
internal sealed class SubjectRevokedProjection : EventProjection<PartnerDb, SubjectRevoked>
{
    public override Task Apply(IReadOnlyList<SubjectRevoked> messages, PartnerDb db, CancellationToken ct) =>
        RevocationTable.Remember(db, [.. messages.Select(message => (message.Subject, message.RevokedAt))], ct);
}
