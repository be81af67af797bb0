namespace PovertyPlatform.Messaging.Consuming;

/// <summary>A message as the broker delivered it; acknowledged when <see cref="Done"/> completes.</summary>
/// <param name="Body">The stored bytes of the event.</param>
/// <param name="Contract">Urn of the event's contract, or null when the sender gave none.</param>
/// <param name="Traceparent">Trace of the decision, continued by the publisher.</param>
/// <param name="Tag">Order of delivery.</param>
/// <param name="Deliveries">How often it was delivered before without being acknowledged.</param>
internal sealed record Delivered(ReadOnlyMemory<byte> Body, string? Contract, string? Traceparent, ulong Tag, long Deliveries)
{
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
