using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>The service's own context, for the audit trail of operations.</summary>
internal sealed record MessagingContext(AreaBoundContext Db);
