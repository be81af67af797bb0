using MassTransit;
using Microsoft.Extensions.Logging;

namespace PovertyPlatform.Messaging.Consuming;

/// <summary>Tells in one line each when a queue is connected and when it lost its connection.</summary>
internal sealed partial class EndpointLog(ILogger<BusHost> logger) : IReceiveEndpointObserver
{
    public Task Ready(ReceiveEndpointReady ready)
    {
        Connected(logger, QueueOf(ready.InputAddress));
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted)
    {
        Lost(logger, QueueOf(faulted.InputAddress), faulted.Exception?.GetBaseException().GetType().Name, faulted.Exception?.GetBaseException().Message);
        return Task.CompletedTask;
    }

    private static string QueueOf(Uri address) => address.Segments[^1];

    [LoggerMessage(Level = LogLevel.Information, Message = "Queue {Queue} is connected")]
    private static partial void Connected(ILogger logger, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Queue} has no connection ({Failure}: {Reason}); it connects again")]
    private static partial void Lost(ILogger logger, string queue, string? failure, string? reason);
}
