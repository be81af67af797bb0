using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace PovertyPlatform.Gateway.Routing;

/// <summary>
/// Opens the circuit to an instance that failed three times in a row, for the cluster's reactivation period; the first answer closes it. A rate over a window would
/// keep a recovered instance out until its old failures have left the window.
/// </summary>
internal sealed class UnreachablePolicy(IDestinationHealthUpdater updater) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Unreachable";
    private const int Tolerated = 3;
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);
    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _failures = [];

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var failed = context.GetForwarderErrorFeature()?.Error is ForwarderError.Request or ForwarderError.RequestTimedOut or ForwarderError.RequestBodyDestination
            or ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination;
        if (!failed)
        {
            if (_failures.TryGetValue(destination, out var past) && Interlocked.Exchange(ref past.Value, 0) > 0)
                updater.SetPassive(cluster, destination, DestinationHealth.Healthy, TimeSpan.Zero);
            return;
        }

        if (Interlocked.Increment(ref _failures.GetOrCreateValue(destination).Value) >= Tolerated)
            updater.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? UsualPause);
    }
}
