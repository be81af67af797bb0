using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ReportingService.Consumers;

/// <summary>Remembers whose older tokens this service refuses.</summary>
internal sealed class SubjectRevokedProjection : EventProjection<ReportingDb, SubjectRevoked>
{
    public override Task Apply(IReadOnlyList<SubjectRevoked> messages, ReportingDb db, CancellationToken ct) =>
        RevocationTable.Remember(db, [.. messages.Select(message => (message.Subject, message.RevokedAt))], ct);
}
