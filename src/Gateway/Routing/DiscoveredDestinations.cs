using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>Finds the instances of a service by service discovery, and follows them when they change.</summary>
internal sealed class DiscoveredDestinations(ServiceEndpointResolver resolver) : IDestinationResolver
{
    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal);
        var changes = new List<IChangeToken>();
        foreach (var (service, destination) in destinations)
        {
            var source = await resolver.GetEndpointsAsync(destination.Address, cancellationToken);
            changes.Add(source.ChangeToken);
            foreach (var (endpoint, index) in source.Endpoints.Select((endpoint, index) => (endpoint, index)))
                found[$"{service}-{index}"] = destination with { Address = Address(endpoint.ToString()!, destination.Address) };
        }

        return new ResolvedDestinationCollection(found, new CompositeChangeToken(changes));
    }

    private static string Address(string endpoint, string named) =>
        endpoint.Contains("://", StringComparison.Ordinal) ? endpoint : $"{new Uri(named).Scheme}://{endpoint}";
}
