using PovertyPlatform.Messaging.Broker;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>A lane that this relay owns, and how far it has been read.</summary>
internal sealed class LaneState(short lane)
{
    public short Lane { get; } = lane;

    public bool IsBulk => Lane >= Outbox.Lane.Normal;

    public ulong Tx { get; set; }

    public long Position { get; set; }

    public DateTime RecordedAt { get; set; }

    /// <summary>Rises when a message was not taken: what was read before it is settled no more, it is read again.</summary>
    public int Epoch { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; set; }

    public DateTimeOffset RetryAt { get; set; }

    public void MoveTo(RelayRow row) => (Tx, Position, RecordedAt) = (row.Tx, row.Position, row.RecordedAt);
}

/// <summary>A row of the outbox on its way to the broker.</summary>
internal sealed class RelayRow : Outgoing
{
    public required LaneState Lane { get; init; }

    public required int Epoch { get; init; }

    public required ulong Tx { get; init; }

    public required long Position { get; init; }

    public required DateTime RecordedAt { get; init; }

    public required string Contract { get; init; }

    public required byte[] Body { get; init; }

    public required string? Traceparent { get; init; }

    public required DateTime OccurredAt { get; init; }
}
