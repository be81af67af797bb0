using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Webhooks;

/// <summary>How far a bell has come.</summary>
public enum DeliveryState
{
    /// <summary>Its next attempt is due at some time.</summary>
    Waiting = 1,

    /// <summary>An attempt is running, or its sender died.</summary>
    Sending = 2,

    /// <summary>The endpoint answered with success.</summary>
    Delivered = 3,

    /// <summary>All attempts failed.</summary>
    Exhausted = 4,
}

/// <summary>One bell to ring at one endpoint.</summary>
[Nationwide("It belongs to an endpoint, and that to a client.")]
[PersonalData(DataClass.P1)]
public sealed class WebhookDelivery
{
    public required Guid Id { get; init; }

    public required Guid EndpointId { get; init; }

    public required Guid EventId { get; init; }

    public required string EventType { get; init; }

    public required Guid SubjectId { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public string? Traceparent { get; init; }

    public DeliveryState State { get; init; } = DeliveryState.Waiting;

    public int Attempts { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public Guid? Lease { get; init; }

    public int? LastStatus { get; init; }

    public string? LastFault { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
