using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Data.Webhooks;

/// <summary>The wall between clients: an endpoint is seen by the client that registered it and by nobody else.</summary>
public static class EndpointQueries
{
    /// <summary>Endpoints of the caller.</summary>
    public static IQueryable<WebhookEndpoint> OwnedBy(this IQueryable<WebhookEndpoint> endpoints, Actor actor)
    {
        var client = actor.ClientId;
        return endpoints.Where(endpoint => endpoint.ClientId == client);
    }
}
