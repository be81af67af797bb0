using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PovertyPlatform.Messaging.Broker;

/// <summary>What became of a published message.</summary>
internal enum Delivery : byte
{
    Pending,

    /// <summary>The broker has it safe.</summary>
    Confirmed,

    /// <summary>The broker refused it.</summary>
    Refused,

    /// <summary>No queue is bound to the exchange: the broker gave it back.</summary>
    Unroutable,
}

/// <summary>A message that knows what became of it. One instance is in flight once at a time.</summary>
internal abstract class Outgoing
{
    public required Guid MessageId { get; init; }

    public Delivery Delivery { get; internal set; }

    internal Action? Settled { get; set; }
}

/// <summary>
/// A channel on which many messages wait for their confirm at once: a window of <see cref="Window"/> sequence numbers, watched here and by no limiter of the
/// client. One caller publishes at a time; confirms may come in any order.
/// </summary>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    public const int Window = 512;

    // A connection whose writer died with the broker may never take another frame nor end its own closing (rabbitmq-dotnet-client#1930): nobody waits for it for ever.
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly bool _ownsConnection;
    private readonly SemaphoreSlim _room = new(Window);
    private readonly CancellationTokenSource _broken = new();
    private readonly Outgoing?[] _inFlight = new Outgoing?[Window];
    private readonly Lock _lock = new();
    private ulong _next = 1;
    private ulong _oldest = 1;
    private volatile bool _blocked;

    private ConfirmedChannel(IConnection connection, IChannel channel, bool ownsConnection)
    {
        (_connection, _channel, _ownsConnection) = (connection, channel, ownsConnection);
        channel.BasicAcksAsync += (_, ack) => Settle(ack.DeliveryTag, ack.Multiple, Delivery.Confirmed);
        channel.BasicNacksAsync += (_, nack) => Settle(nack.DeliveryTag, nack.Multiple, Delivery.Refused);
        channel.BasicReturnAsync += (_, returned) => Return(returned);
        channel.ChannelShutdownAsync += (_, _) => Break();
        connection.ConnectionShutdownAsync += (_, _) => Break();
        connection.ConnectionBlockedAsync += (_, _) => Block(true);
        connection.ConnectionUnblockedAsync += (_, _) => Block(false);
    }

    /// <summary>Ends when the channel can no longer publish.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <summary>True while the broker asks publishers to wait (memory or disk alarm).</summary>
    public bool IsBlocked => _blocked;

    public IChannel Channel => _channel;

    public static async Task<ConfirmedChannel> Open(BrokerConnections broker, string purpose, CancellationToken ct)
    {
        var connection = await broker.Open(purpose, ct);
        try
        {
            return await Open(connection, ownsConnection: true, ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task<ConfirmedChannel> Open(IConnection connection, bool ownsConnection, CancellationToken ct)
    {
        var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), ct);
        return new ConfirmedChannel(connection, channel, ownsConnection);
    }

    /// <summary>Sends one message as soon as the window has room; its <see cref="Outgoing.Delivery"/> tells later what became of it.</summary>
    /// <exception cref="OperationCanceledException">The channel broke or <paramref name="ct"/> ended.</exception>
    /// <exception cref="TimeoutException">The connection takes no more bytes although the broker did not ask to wait.</exception>
    public async ValueTask Publish(Outgoing message, string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!_room.Wait(0, CancellationToken.None))
            await _room.WaitAsync(ct);
        ct.ThrowIfCancellationRequested();
        lock (_lock)
        {
            message.Delivery = Delivery.Pending;
            _inFlight[_next % Window] = message;
            _next++;
        }

        var sending = _channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, ct);
        if (sending.IsCompletedSuccessfully)
            sending.GetAwaiter().GetResult();
        else
            await Sent(sending.AsTask(), ct);
    }

    /// <summary>Sends one message and waits for its confirm.</summary>
    /// <exception cref="BrokerRefusedException">The broker did not take it.</exception>
    public async Task PublishAndWait(string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, Broken);
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new Single { MessageId = Guid.TryParse(properties.MessageId, out var id) ? id : Guid.Empty, Settled = settled.SetResult };
        await Publish(message, exchange, routingKey, properties, body, either.Token);
        await settled.Task.WaitAsync(TimeSpan.FromSeconds(30), either.Token);
        if (message.Delivery != Delivery.Confirmed)
            throw new BrokerRefusedException($"The broker did not take a message for '{exchange}{routingKey}': {message.Delivery}.");
    }

    public async ValueTask DisposeAsync()
    {
        await Break();
        await Close(_channel);
        if (_ownsConnection)
            await Close(_connection);
    }

    private static async Task Close(IAsyncDisposable part)
    {
        try
        {
            await part.DisposeAsync().AsTask().WaitAsync(ClosePatience);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Debug.WriteLine(failure);
        }
    }

    private async Task Sent(Task sending, CancellationToken ct)
    {
        for (; ; )
        {
            try
            {
                await sending.WaitAsync(SendPatience, ct);
                return;
            }
            catch (TimeoutException) when (_blocked)
            {
                // The broker asked to wait (memory or disk alarm) and will say when that is over.
            }
        }
    }

    private Task Settle(ulong tag, bool multiple, Delivery delivery)
    {
        var freed = 0;
        lock (_lock)
        {
            for (var at = multiple ? _oldest : tag; at <= tag; at++)
                SettleOne(at, delivery);
            for (; _oldest < _next && _inFlight[_oldest % Window] is null; _oldest++)
                freed++;
        }

        if (freed > 0)
            _room.Release(freed);
        return Task.CompletedTask;
    }

    private void SettleOne(ulong at, Delivery delivery)
    {
        ref var slot = ref _inFlight[at % Window];
        if (slot is null)
            return;
        // A returned message is confirmed too: the broker has done with it what it could.
        if (slot.Delivery == Delivery.Pending)
            slot.Delivery = delivery;
        var message = slot;
        slot = null;
        message.Settled?.Invoke();
    }

    private Task Return(BasicReturnEventArgs returned)
    {
        if (Guid.TryParse(returned.BasicProperties.MessageId, out var id))
            lock (_lock)
                foreach (var message in _inFlight)
                    if (message?.MessageId == id)
                        message.Delivery = Delivery.Unroutable;
        return Task.CompletedTask;
    }

    private Task Block(bool blocked)
    {
        _blocked = blocked;
        return Task.CompletedTask;
    }

    private Task Break() => _broken.CancelAsync();

    private sealed class Single : Outgoing;
}

/// <summary>The broker was reached but did not take a message.</summary>
internal sealed class BrokerRefusedException(string message) : Exception(message);
