using System.Text.Json;
using System.Threading.Channels;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>
/// Empties one queue in adaptive batches: whatever waits is taken at once and nothing is waited for; one commit for all, then they are acknowledged. When a
/// batch fails its events are tried one by one, so that a poisonous one harms no other.
/// </summary>
internal sealed class EventQueue<TDb, TEvent>(Subscription subscription, Effect<TDb, TEvent> effect, FailureLadder<TDb, TEvent> ladder) : IEventQueue
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    /// <summary>Delivered so often without an acknowledgement, a message is suspected of killing its consumer and handled alone.</summary>
    private const int Suspicious = 3;

    private readonly Channel<Delivered> _waiting = Channel.CreateUnbounded<Delivered>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Received<TEvent>> _held = [];
    private readonly List<Task> _climbing = [];
    private long _delivered;
    private int _inHand;

    public Subscription Subscription { get; } = subscription;

    public ushort Prefetch => effect.Prefetch;

    public long Delivered => Volatile.Read(ref _delivered);

    public int InHand => Volatile.Read(ref _inHand);

    public async Task Deliver(Delivered message)
    {
        Interlocked.Increment(ref _delivered);
        Interlocked.Increment(ref _inHand);
        try
        {
            if (!_waiting.Writer.TryWrite(message))
                throw new OperationCanceledException("The service is stopping; the message stays in its queue.");
            await message.Done.Task;
        }
        finally
        {
            Interlocked.Decrement(ref _inHand);
        }
    }

    public void Complete() => _waiting.Writer.TryComplete();

    public Task<bool> TryParked(CancellationToken ct) => ladder.TryParked(ct);

    public async Task Run(CancellationToken ct)
    {
        try
        {
            while (_held.Count > 0 || await _waiting.Reader.WaitToReadAsync(ct))
            {
                while (_held.Count < effect.LargestBatch * 2 && _waiting.Reader.TryRead(out var message))
                    if (await Read(message, ct) is { } received)
                        _held.Add(received);
                if (_held.Count == 0)
                    continue;
                _climbing.RemoveAll(task => task.IsCompleted);
                await Process(await Next(ct), ct);
            }

            await Task.WhenAll(_climbing);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host's patience is over; what is not acknowledged will be delivered again.
        }

        Complete();
        foreach (var received in _held)
            received.Message.Done.TrySetCanceled(CancellationToken.None);
        while (_waiting.Reader.TryRead(out var message))
            message.Done.TrySetCanceled(CancellationToken.None);
    }

    /// <summary>The batch that comes next, taken from what is held.</summary>
    private async Task<List<Received<TEvent>>> Next(CancellationToken ct)
    {
        _held.Sort(static (one, other) => one.Message.Tag.CompareTo(other.Message.Tag));
        var batch = new List<Received<TEvent>>();
        var subjects = new HashSet<Guid>();
        foreach (var received in _held)
            if (received.Message.Deliveries < Suspicious && batch.Count < effect.LargestBatch && (!effect.OnePerSubject || subjects.Add(received.Event.SubjectId)))
                batch.Add(received);
        if (batch.Count == 0)
        {
            // Only suspects: one at a time, from the front and from the back in turn, so that two crashes later nobody but the culprit is left.
            batch.Add(_held.MinBy(received => (received.Message.Deliveries, received.Message.Deliveries % 2 == 0 ? (long)received.Message.Tag : -(long)received.Message.Tag))!);
            // The acknowledgements of those before must have left the process.
            await Task.Delay(50, ct);
        }

        if (batch.Count == _held.Count)
            _held.Clear();
        else
            _held.RemoveAll(batch.ToHashSet(ReferenceEqualityComparer.Instance).Contains);
        return batch;
    }

    private async Task Process(List<Received<TEvent>> batch, CancellationToken ct)
    {
        try
        {
            await ladder.Commit(batch, ct);
            foreach (var received in batch)
                received.Message.Done.TrySetResult();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (batch.Count == 1)
                _climbing.Add(ladder.Climb(batch[0], failure, ct));
            else
                foreach (var received in batch)
                    await Process([received], ct);
        }
        finally
        {
            if (ct.IsCancellationRequested)
                foreach (var received in batch)
                    received.Message.Done.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Reads the event; what cannot be read goes to the error queue at once.</summary>
    private async Task<Received<TEvent>?> Read(Delivered message, CancellationToken ct)
    {
        Exception unreadable;
        try
        {
            if (message.Contract is { } contract && contract != Subscription.Contract.Urn)
                throw new WrongContractException(contract);
            if (EventJson.Read<TEvent>(message.Body.Span) is { } read && read.EventId != Guid.Empty)
                return new Received<TEvent>(message, read);
            unreadable = new WrongContractException("without an event id");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or WrongContractException)
        {
            unreadable = failure;
        }

        try
        {
            await ladder.Shelve(message, Guid.Empty, unreadable, 1, ct);
            message.Done.TrySetResult();
        }
        catch (Exception lost)
        {
            message.Done.TrySetException(lost);
        }

        return null;
    }
}

/// <summary>A message of another contract, or of none, in this queue.</summary>
internal sealed class WrongContractException(string contract) : Exception($"Not an event of this queue: {contract}");
