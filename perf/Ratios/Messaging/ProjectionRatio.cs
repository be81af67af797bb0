namespace PovertyPlatform.Ratios.Messaging;

/// <summary>R4: a projection (inbox and read model in one commit) against a bare client that reads and acknowledges.</summary>
internal sealed class ProjectionRatio : IRatio
{
    public string Id => "R4";

    public string Name => "projection ÷ raw consume and acknowledge";

    public (double Good, double Extraordinary) Goal => (0.2, 0.4);

    public Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct) => QueueRatio.Run(
        servers, size, 60_000, BenchService.ProjectionQueue, messaging => messaging.Projects<NewestProjection, HouseholdDecided>(),
        ["bench.newest"], "select count(*) from bench.newest", 1, (_, _, _) => Task.CompletedTask, progress, ct);
}
