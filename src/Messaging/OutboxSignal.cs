using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.Messaging.Outbox;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging;

/// <summary>
/// Wakes the relay of this process right after a commit, so that an event need not wait for the next look at the outbox. It is a hint: a lost signal costs
/// 200 ms, never an event.
/// </summary>
public sealed class OutboxSignal : ICommitObserver
{
    private static readonly ConditionalWeakTable<DbContext, object> Unsignalled = [];
    private readonly WakeUp _bell = new();

    internal OutboxSignal()
    {
    }

    /// <summary>Lets every commit of the context that published something wake the relay: the third argument of <c>AddServiceDatabase</c>.</summary>
    public static void Attach(IServiceProvider services, DbContextOptionsBuilder options)
    {
        if (services.GetService<OutboxSignal>() is { } signal)
            options.AddInterceptors(new CommitInterceptor(signal));
    }

    /// <summary>Wakes the relay; call it after committing what <see cref="OutboxCopy"/> wrote.</summary>
    public void Raise() => _bell.Ring();

    /// <inheritdoc />
    public void Committed(DbContext db) => RaiseFor(db);

    internal static void Expect(DbContext db) => Unsignalled.TryAdd(db, db);

    internal void RaiseFor(DbContext? db)
    {
        if (db is not null && Unsignalled.Remove(db))
            Raise();
    }

    /// <summary>True when raised; false when the time is over.</summary>
    internal Task<bool> Wait(TimeSpan atMost, CancellationToken ct) => _bell.Wait(atMost, ct);
}
