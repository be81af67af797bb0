using PovertyPlatform.Contracts;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>Who tells what to whom, read from the code.</summary>
internal static class EventMap
{
    public static IEnumerable<Type> Events() => typeof(IIntegrationEvent).Assembly.GetExportedTypes()
        .Where(type => type.IsClass && typeof(IIntegrationEvent).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal);

    public static IEnumerable<(string Service, Type Handler, Type Event)> Listeners() => House.ServiceNames.SelectMany(service => House.Service(service).GetTypes()
        .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() is var kind && (kind == typeof(EventConsumer<,>) || kind == typeof(EventProjection<,>)))
        .Select(type => (service, type, type.BaseType!.GetGenericArguments()[1])));
}
