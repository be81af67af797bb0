namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>A bell that this sender may ring now, and nobody else until the lease ends.</summary>
public sealed record ClaimedDelivery(
    Guid Id, Guid Lease, int Attempts, Guid EventId, string EventType, Guid SubjectId, DateTimeOffset OccurredAt, string? Traceparent,
    Guid EndpointId, string Url, byte[] SealedSecret, byte[]? SealedOldSecret, DateTimeOffset? OldSecretUntil);

/// <summary>What came of an attempt.</summary>
/// <param name="Status">HTTP status, where there was an answer.</param>
/// <param name="Fault">Stable code of what went wrong, or null for success.</param>
/// <param name="IsGone">True when the endpoint said that it will never listen again (410).</param>
public sealed record AttemptResult(int? Status, string? Fault, bool IsGone = false)
{
    /// <summary>True when the bell was heard.</summary>
    public bool IsHeard => Fault is null;
}
