using PovertyPlatform.Gateway.Limits;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>What the gateway demands on a route before it forwards.</summary>
/// <param name="Audience">Service that must be among the token's audiences, or null where no token is needed.</param>
/// <param name="Fixed">The class of every request, or null to tell reading from writing by the method.</param>
internal sealed record ProxiedRoute(string? Audience, TrafficClass? Fixed)
{
    public TrafficClass TrafficOf(string method) => Fixed ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? TrafficClass.Read : TrafficClass.Write);
}
