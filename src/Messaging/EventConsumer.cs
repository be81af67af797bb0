using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.Messaging;

/// <summary>Marks what handles one event type; derive from <see cref="EventConsumer{TDb, TEvent}"/> or <see cref="EventProjection{TDb, TEvent}"/> instead.</summary>
public interface IHandles<in TEvent>
    where TEvent : class, IIntegrationEvent;

/// <summary>
/// Reacts to an event with a decision of its own. The runtime passes each event id once, saves what <see cref="Handle"/> changed together with the inbox row
/// and the events it published, and commits; several events of different subjects may share that commit.
/// </summary>
/// <typeparam name="TDb">Context of the service.</typeparam>
/// <typeparam name="TEvent">The event; the class hears nothing else, its queue is <c>&lt;service&gt;.&lt;class name in kebab case without Consumer&gt;</c>.</typeparam>
public abstract class EventConsumer<TDb, TEvent> : IHandles<TEvent>
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    /// <summary>
    /// Called once before the events of a commit are handled one by one: the place to read in one query what they all need. Reads only; by default nothing.
    /// </summary>
    /// <param name="messages">The events of this commit, each of another subject; at least one.</param>
    /// <param name="db">Context of this commit, open to all areas.</param>
    /// <param name="ct">Ends when the service stops.</param>
    public virtual Task Prepare(IReadOnlyList<TEvent> messages, TDb db, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Changes tracked entities and publishes; never saves, commits or calls another service.</summary>
    /// <param name="message">The event. Ignore it when its <see cref="IIntegrationEvent.SubjectVersion"/> is not newer than what you hold.</param>
    /// <param name="db">Context of this commit, open to all areas.</param>
    /// <param name="ct">Ends when the service stops; nothing is acknowledged then.</param>
    /// <exception cref="NotYetException">Throw it when something the event depends on has not arrived: the event is parked and tried again later.</exception>
    public abstract Task Handle(TEvent message, TDb db, CancellationToken ct);
}

/// <summary>
/// Keeps a read model. Events arrive in batches in order of delivery; ids seen before are left out already.
/// </summary>
/// <typeparam name="TDb">Context of the service.</typeparam>
/// <typeparam name="TEvent">The event; the queue is <c>&lt;service&gt;.&lt;class name in kebab case without Projection&gt;</c>.</typeparam>
public abstract class EventProjection<TDb, TEvent> : IHandles<TEvent>
    where TDb : AreaBoundContext
    where TEvent : class, IIntegrationEvent
{
    /// <summary>
    /// Writes the events with set-based statements (<c>insert … on conflict … do update … where excluded.version &gt; current.version</c>) on the open
    /// transaction of <paramref name="db"/>. The same subject may occur several times in a batch: take its highest version.
    /// </summary>
    /// <param name="messages">Events that are new to this projection; at least one.</param>
    /// <param name="db">Context inside the transaction, open to all areas.</param>
    /// <param name="ct">Ends when the service stops; nothing is acknowledged then.</param>
    public abstract Task Apply(IReadOnlyList<TEvent> messages, TDb db, CancellationToken ct);
}
