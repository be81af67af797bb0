using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PovertyPlatform.Messaging.Broker;
using RabbitMQ.Client;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Connects the service's queues through MassTransit receive endpoints. It starts without the broker and reconnects for ever; requests do not depend on it.</summary>
internal sealed partial class BusHost(
    IReadOnlyList<IEventQueue> queues, BrokerConnections broker, ILoggerFactory loggers, ILogger<BusHost> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StuckPatience = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopConnecting = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly Lock _once = new();
    private IBusControl? _bus;
    private Task? _stopping;
    private bool _isDisposed;
    private CancellationTokenSource? _attempt;
    private Task _connecting = Task.CompletedTask;
    private Task _running = Task.CompletedTask;

    /// <summary>What the endpoints say about themselves.</summary>
    public BusHealthResult? Health => _bus?.CheckHealth();

    /// <summary>The bus as it is now; null while it connects.</summary>
    internal IBusControl? Bus => _bus;

    /// <summary>Leaves a bus that no longer does its work and connects a new one. What the old one held and did not acknowledge is delivered again.</summary>
    public async Task Reconnect(CancellationToken ct)
    {
        // Who stops wants no new bus.
        if (_stopping is not null)
            return;
        await _attempt!.CancelAsync();
        await _connecting.WaitAsync(2 * StuckPatience, ct);
        if (_bus is { } old)
        {
            _bus = null;
            // One that waits for ever on a dead connection does not stop either; it is left to itself.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(StuckPatience);
            try
            {
                await old.StopAsync(patience.Token).WaitAsync(2 * StuckPatience, ct);
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                StoppedHard(logger, failure.GetType().Name);
            }
        }

        Begin();
        await _connecting.WaitAsync(ct);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (queues.Count == 0)
            return Task.CompletedTask;
        _running = Task.WhenAll(queues.Select(queue => Task.Run(() => queue.Run(_giveUp.Token), CancellationToken.None)));
        Begin();
        return Task.CompletedTask;
    }

    /// <summary>Stops once: a host that is cut while it starts or runs asks for it again, also after it was disposed of.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_once)
            return _stopping ??= Stop(cancellationToken);
    }

    public void Dispose()
    {
        lock (_once)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            if (_stopping is null)
            {
                _stopping = Task.CompletedTask;
                _stopConnecting.Cancel();
                _giveUp.Cancel();
            }
        }

        _giveUp.Dispose();
        _attempt?.Dispose();
        _stopConnecting.Dispose();
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        if (queues.Count == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await using var giveUp = patience.Token.Register(_giveUp.Cancel);
        // A bus that is still starting cannot be stopped, only its start.
        if (!_connecting.IsCompleted)
            await Task.WhenAny(_connecting, Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None));
        await _stopConnecting.CancelAsync();
        await _connecting;
        // First no new deliveries, then what is here is handled and acknowledged.
        try
        {
            if (_bus is not null)
                await _bus.StopAsync(patience.Token);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            StoppedHard(logger, failure.GetType().Name);
        }

        foreach (var queue in queues)
            queue.Complete();
        await _running;
    }

    private void Begin()
    {
        _attempt?.Dispose();
        _attempt = CancellationTokenSource.CreateLinkedTokenSource(_stopConnecting.Token);
        var ct = _attempt.Token;
        _connecting = Task.Run(() => Connect(ct), CancellationToken.None);
    }

    private async Task Connect(CancellationToken ct)
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                // Waits as long as the broker is away.
                _bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(Configure);
                _bus.ConnectReceiveEndpointObserver(new EndpointLog(logger));
                await _bus.StartAsync(ct);
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                _bus = null;
                if (ct.IsCancellationRequested)
                    return;
                NotStarted(logger, failure);
                await Task.Delay(TimeSpan.FromSeconds(5), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Configure(IRabbitMqBusFactoryConfigurator bus)
    {
        var address = new ConnectionFactory { Uri = broker.Address };
        bus.Host(address.HostName, (ushort)address.Endpoint.Port, address.VirtualHost, $"{broker.Service} consumers", host =>
        {
            host.Username(address.UserName);
            host.Password(address.Password);
            host.Heartbeat(TimeSpan.FromSeconds(10));
            if (address.Ssl.Enabled)
                host.UseSsl(ssl => ssl.ServerName = address.HostName);
        });
        foreach (var queue in queues)
            bus.ReceiveEndpoint(queue.Subscription.Queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PrefetchCount = queue.Prefetch;
                endpoint.ConcurrentMessageLimit = queue.Prefetch;
                endpoint.ConfigureReceive(pipe => pipe.UseFilter(new DeliveryFilter(queue)));
            });
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The consumers did not start; trying again")]
    private static partial void NotStarted(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The consumers did not stop in order ({Failure}); what they held is delivered again")]
    private static partial void StoppedHard(ILogger logger, string failure);
}
