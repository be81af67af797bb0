using PovertyPlatform.Gateway.Limits;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Hosting;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace PovertyPlatform.Gateway.Routing;

internal static class RoutingExtensions
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the routes with their limits. <c>Gateway:LimitsPath</c> names another limits file.</summary>
    /// <exception cref="InvalidDataException">The limits are malformed: the gateway does not start without sensible ones.</exception>
    public static IHostApplicationBuilder AddRoutes(this IHostApplicationBuilder builder)
    {
        var limits = TrafficLimits.Read(builder.Configuration["Gateway:LimitsPath"] is { Length: > 0 } path
            ? path
            : Path.Combine(ReferenceFolder.Find(builder.Configuration), "gateway", "limits.json"));
        var table = new RouteTable(limits, withApiPages: !builder.Environment.IsProduction(), builder.Configuration.InsideAddress);
        var trust = builder.Configuration.InsideTrust();
        builder.Services.AddSingleton(limits).AddSingleton<Allowances>().AddSingleton<ExceptionRefusals>().AddSingleton<Passage>();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, UnreachablePolicy>();
        builder.Services.AddReverseProxy().LoadFromMemory(table.Routes(), table.Clusters())
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = ConnectPatience;
                handler.SslOptions.CertificateChainPolicy = trust;
            })
            .AddTransforms(transforms => transforms.AddXForwardedFor(action: ForwardedTransformActions.Set).AddXForwardedHost(action: ForwardedTransformActions.Set)
                .AddXForwardedProto(action: ForwardedTransformActions.Set).AddResponseTransform(SmallAnswers.PassWhole));
        builder.Services.AddSingleton<IDestinationResolver, DiscoveredDestinations>();
        var authorization = builder.Services.AddAuthorizationBuilder();
        foreach (var service in RouteTable.Services)
            authorization.AddPolicy(RouteTable.PolicyOf(service), policy => policy.RequireAuthenticatedUser().RequireClaim("aud", service));
        return builder;
    }

    /// <summary>Maps the routes to instances whose circuit is closed.</summary>
    public static void MapRoutes(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    }).ConfigureEndpoints((endpoint, route) => endpoint.WithMetadata(RouteTable.DemandsOf(route)));
}
