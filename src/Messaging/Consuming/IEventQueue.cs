namespace PovertyPlatform.Messaging.Consuming;

/// <summary>What empties one queue, whatever event it carries.</summary>
internal interface IEventQueue
{
    Subscription Subscription { get; }

    /// <summary>Messages the broker may hand over before the first is acknowledged.</summary>
    ushort Prefetch { get; }

    /// <summary>Messages delivered since the start.</summary>
    long Delivered { get; }

    /// <summary>Messages delivered and neither handled nor given back.</summary>
    int InHand { get; }

    /// <summary>Handles a message; returns when it may be acknowledged.</summary>
    Task Deliver(Delivered message);

    /// <summary>Works until <see cref="Complete"/> and everything delivered is handled.</summary>
    Task Run(CancellationToken ct);

    /// <summary>No more deliveries will come.</summary>
    void Complete();

    /// <summary>Tries one parked event that is due; false when there is none.</summary>
    Task<bool> TryParked(CancellationToken ct);
}
