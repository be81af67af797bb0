using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.SupportProgramService.Data;

namespace PovertyPlatform.SupportProgramService.Consumers;

/// <summary>Remembers whose older tokens this service refuses.</summary>
internal sealed class SubjectRevokedProjection : EventProjection<SupportDb, SubjectRevoked>
{
    public override Task Apply(IReadOnlyList<SubjectRevoked> messages, SupportDb db, CancellationToken ct) =>
        RevocationTable.Remember(db, [.. messages.Select(message => (message.Subject, message.RevokedAt))], ct);
}
