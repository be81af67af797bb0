using System.Text.RegularExpressions;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.Messaging;

/// <summary>Collects what a service says and hears.</summary>
public sealed partial class MessagingBuilder
{
    private readonly string _service;
    private readonly List<Publication> _publications = [];
    private readonly List<Subscription> _subscriptions = [];

    internal MessagingBuilder(string service) => _service = service;

    internal IReadOnlyList<Publication> Publications => _publications;

    internal IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>Time between two looks at whether the consumers consume.</summary>
    internal TimeSpan BetweenLooks { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The service publishes this event.</summary>
    /// <param name="consumersOptional">
    /// False: the event must reach a queue; while none is bound to its exchange the lane waits and says so in the log. True: it may be said into an empty room.
    /// </param>
    public MessagingBuilder Publishes<TEvent>(bool consumersOptional = false)
        where TEvent : class, IIntegrationEvent
    {
        _publications.Add(new Publication(EventContractAttribute.Of(typeof(TEvent)), typeof(TEvent), consumersOptional));
        return this;
    }

    /// <summary>The service decides something because of this event.</summary>
    /// <typeparam name="TConsumer">An <see cref="EventConsumer{TDb, TEvent}"/>; created per commit, constructor arguments come from the container.</typeparam>
    /// <typeparam name="TEvent">The event.</typeparam>
    public MessagingBuilder Consumes<TConsumer, TEvent>()
        where TConsumer : class, IHandles<TEvent>
        where TEvent : class, IIntegrationEvent => Add(typeof(TConsumer), typeof(TEvent), typeof(EventConsumer<,>), "Consumer");

    /// <summary>The service keeps a read model of this event.</summary>
    /// <typeparam name="TProjection">An <see cref="EventProjection{TDb, TEvent}"/>; created per commit, constructor arguments come from the container.</typeparam>
    /// <typeparam name="TEvent">The event.</typeparam>
    public MessagingBuilder Projects<TProjection, TEvent>()
        where TProjection : class, IHandles<TEvent>
        where TEvent : class, IIntegrationEvent => Add(typeof(TProjection), typeof(TEvent), typeof(EventProjection<,>), "Projection");

    private MessagingBuilder Add(Type handler, Type eventType, Type kind, string suffix)
    {
        if (handler.BaseType is not { IsGenericType: true } parent || parent.GetGenericTypeDefinition() != kind)
            throw new InvalidOperationException($"{handler.FullName} must derive directly from {kind.Name.Split('`')[0]}<TDb, {eventType.Name}>.");
        var name = handler.Name.EndsWith(suffix, StringComparison.Ordinal) ? handler.Name[..^suffix.Length] : handler.Name;
        var queue = $"{_service}.{Kebab().Replace(name, "-").ToLowerInvariant()}";
        if (_subscriptions.Any(other => other.Queue == queue))
            throw new InvalidOperationException($"Two classes of {_service} would share the queue {queue}; rename one.");
        _subscriptions.Add(new Subscription(queue, EventContractAttribute.Of(eventType), handler, eventType, parent.GetGenericArguments()[0], kind == typeof(EventProjection<,>)));
        return this;
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Kebab();
}

/// <summary>An event that the service publishes.</summary>
internal sealed record Publication(EventContractAttribute Contract, Type EventType, bool ConsumersOptional);

/// <summary>A queue of the service, the event that fills it and the class that empties it.</summary>
internal sealed record Subscription(string Queue, EventContractAttribute Contract, Type Handler, Type EventType, Type Database, bool IsProjection)
{
    public string ErrorQueue => $"{Queue}_error";

    public string DeadQueue => $"{Queue}_dead";
}
