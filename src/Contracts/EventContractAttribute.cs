using System.Collections.Concurrent;
using System.Reflection;

namespace PovertyPlatform.Contracts;

/// <summary>Names an event on the wire, so that renaming the CLR type never breaks a consumer.</summary>
/// <param name="service">Short name of the service that decides and publishes, for example <c>household</c>.</param>
/// <param name="name">Noun and past participle in kebab case, for example <c>household-recognised</c>.</param>
/// <param name="major">Major version. A breaking change is a new record with a new major; both are published for two releases.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventContractAttribute(string service, string name, int major) : Attribute
{
    private static readonly ConcurrentDictionary<Type, EventContractAttribute> Known = new();

    /// <summary>Short name of the publishing service.</summary>
    public string Service { get; } = service;

    /// <summary>Kebab-case name of the event.</summary>
    public string Name { get; } = name;

    /// <summary>Major version of the contract, from 1.</summary>
    public int Major { get; } = major;

    /// <summary>The stable name on the wire: <c>event:&lt;service&gt;:&lt;name&gt;:v&lt;major&gt;</c>.</summary>
    public string Urn => $"event:{Service}:{Name}:v{Major}";

    /// <summary>The broker exchange that carries the event: <c>&lt;service&gt;.&lt;name&gt;.v&lt;major&gt;</c>.</summary>
    public string Exchange => $"{Service}.{Name}.v{Major}";

    /// <summary>The contract of an event type.</summary>
    /// <exception cref="InvalidOperationException">The type carries no <see cref="EventContractAttribute"/>.</exception>
    public static EventContractAttribute Of(Type eventType) => Known.GetOrAdd(eventType, static type =>
        type.GetCustomAttribute<EventContractAttribute>()
        ?? throw new InvalidOperationException($"{type.FullName} has no [EventContract] and cannot travel."));
}
