using PovertyPlatform.Gateway.Limits;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>Class of a route's traffic: fixed, or by method.</summary>
/// <param name="Fixed">The class of every request, or null to tell reading from writing by the method.</param>
internal sealed record RouteTraffic(TrafficClass? Fixed)
{
    public TrafficClass Of(string method) => Fixed ?? (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? TrafficClass.Read : TrafficClass.Write);
}
