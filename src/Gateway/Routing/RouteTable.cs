using System.Net;
using PovertyPlatform.Gateway.Limits;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>Where every path goes. A service is reached under its name, under <c>/v1</c> only: its health and operations of the machine stay inside.</summary>
internal sealed class RouteTable(TrafficLimits limits, bool withApiPages, Func<string, string> addressOf)
{
    private const string TrafficKey = "traffic";
    private const string AudienceKey = "audience";

    public static readonly string[] Services = ["household", "support", "reporting", "partner", "identity"];

    /// <summary>Name of the policy that demands the service's name among the token's audiences.</summary>
    public static string PolicyOf(string service) => $"audience:{service}";

    /// <summary>What a route of this table demands.</summary>
    public static ProxiedRoute DemandsOf(RouteConfig route) => new(
        route.Metadata!.GetValueOrDefault(AudienceKey), route.Metadata!.TryGetValue(TrafficKey, out var traffic) ? Enum.Parse<TrafficClass>(traffic) : null);

    public IReadOnlyList<RouteConfig> Routes() =>
    [
        Open("connect-token", "identity", "/connect/token", "POST", TrafficClass.Token),
        // An officer's browser: the pages of the sign-in, and the way of a program to them and back.
        Open("connect-authorize", "identity", "/connect/authorize", "GET", TrafficClass.Open),
        Open("connect-logout", "identity", "/connect/logout", "GET", TrafficClass.Open),
        Open("account-pages", "identity", "/account/{**rest}", "GET", TrafficClass.Open),
        Open("account-forms", "identity", "/account/{**rest}", "POST", TrafficClass.Token),
        Open("well-known", "identity", "/.well-known/{**rest}", "GET", TrafficClass.Open),
        .. Services.Select(service => Service(service, "v1", $"/{service}/v1/{{**rest}}", null, null)),
        Service("household", "imports", "/household/v1/imports", "POST", TrafficClass.Bulk),
        .. limits.Exports.Select(Export),
        // What residents read without signing in: no personal data, small numbers hidden.
        Prefixed(Open("reporting-public", "reporting", "/reporting/v1/public/{**rest}", "GET", TrafficClass.Open), "reporting"),
        Prefixed(Open("household-public", "household", "/household/v1/public/{**rest}", "GET", TrafficClass.Open), "household"),
        .. withApiPages ? Services.Select(service => Prefixed(Open($"{service}-openapi", service, $"/{service}/openapi/{{**rest}}", "GET", TrafficClass.Open), service)) : [],
    ];

    /// <summary>One cluster per service and time limit: slow bulk work holds no connection that an officer's request waits for.</summary>
    public IReadOnlyList<ClusterConfig> Clusters() =>
        [.. Services.SelectMany(service => limits.Classes.Values.Select(limit => limit.TimeoutSeconds).Distinct().Select(seconds => Cluster(service, seconds)))];

    private RouteConfig Service(string service, string name, string path, string? method, TrafficClass? traffic) => Prefixed(new RouteConfig
    {
        RouteId = $"{service}-{name}",
        ClusterId = ClusterOf(service, traffic ?? TrafficClass.Write),
        AuthorizationPolicy = PolicyOf(service),
        Match = new RouteMatch { Path = path, Methods = method is null ? null : [method] },
        Order = method is null ? 10 : 1,
        MaxRequestBodySize = limits.Classes[traffic ?? TrafficClass.Write].LargestBodyBytes,
        Metadata = traffic is null
            ? new Dictionary<string, string> { [AudienceKey] = service }
            : new Dictionary<string, string> { [AudienceKey] = service, [TrafficKey] = $"{traffic}" },
    }, service);

    private RouteConfig Export(string request)
    {
        var (method, path) = request.Split(' ') is [var verb, var rest] ? (verb, rest) : throw new InvalidOperationException(request);
        return Service(path.Split('/')[1], $"export: {request}", path, method, TrafficClass.Export);
    }

    private RouteConfig Open(string id, string service, string path, string method, TrafficClass traffic) => new()
    {
        RouteId = id,
        ClusterId = ClusterOf(service, traffic),
        AuthorizationPolicy = "Anonymous",
        Match = new RouteMatch { Path = path, Methods = [method] },
        Order = 1,
        MaxRequestBodySize = limits.Classes[traffic].LargestBodyBytes,
        Metadata = new Dictionary<string, string> { [TrafficKey] = $"{traffic}" },
    };

    private static RouteConfig Prefixed(RouteConfig route, string service) =>
        route with { Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = $"/{service}" }] };

    private string ClusterOf(string service, TrafficClass traffic) => ClusterOf(service, limits.Classes[traffic].TimeoutSeconds);

    private static string ClusterOf(string service, int seconds) => $"{service}-{seconds}s";

    private ClusterConfig Cluster(string service, int seconds) => new()
    {
        ClusterId = ClusterOf(service, seconds),
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = new Dictionary<string, DestinationConfig> { [service] = new() { Address = addressOf(service) } },
        HealthCheck = new HealthCheckConfig
        {
            // The default sends everything to instances that are known to fail when no other is left.
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyAndUnknown,
            Passive = new PassiveHealthCheckConfig { Enabled = true, Policy = UnreachablePolicy.PolicyName, ReactivationPeriod = TimeSpan.FromSeconds(1) },
        },
        HttpRequest = new ForwarderRequestConfig { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, ActivityTimeout = TimeSpan.FromSeconds(seconds) },
    };
}
