using System.Runtime.InteropServices;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Runs the described resources as processes of this machine.</summary>
internal sealed class Application(IReadOnlyList<ProjectResource> projects, HostingOptions options)
{
    public async Task Run(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }

        Endpoint.Allocate(projects.SelectMany(project => project.Endpoints));
        var status = new StatusFile(options.StatusFile);
        List<ResourceRun> runs = [];
        runs.AddRange(projects.Select((project, rank) => new ResourceRun(project, rank, options, _ => status.Write(runs, options))));
        status.Write(runs, options);
        var all = Task.WhenAll(runs.Select(run => run.Run(wait => WaitFor(runs, wait), stopping.Token)));
        try
        {
            await Task.Delay(Timeout.Infinite, stopping.Token);
        }
        catch (OperationCanceledException)
        {
            ResourceLog.Say("apphost", "stopping", ConsoleColor.Gray);
        }

        await all;
        await StopAll(runs);
        runs.ForEach(run => run.Dispose());
        status.Remove();
    }

    private static async Task WaitFor(List<ResourceRun> runs, Wait wait)
    {
        if (runs.FirstOrDefault(run => run.Resource == wait.Dependency) is not { } run)
            return;
        if (wait.ExitCode is not { } wanted)
            await run.Healthy;
        else if (await run.Ended is var code && code != wanted)
            throw new DistributedApplicationException($"waited for {run.Resource.Name}, which ended with {code}");
    }

    /// <summary>Who waits for somebody stops before him; the rest at the same time.</summary>
    private static Task StopAll(List<ResourceRun> runs)
    {
        var stops = new Dictionary<ResourceRun, Task>();
        Task Stop(ResourceRun run) => stops.TryGetValue(run, out var begun) ? begun : stops[run] = AfterDependents(run);
        async Task AfterDependents(ResourceRun run)
        {
            await Task.WhenAll(runs.Where(other => other.Resource.Waits.Exists(wait => wait.Dependency == run.Resource)).Select(Stop).ToList());
            await run.Stop();
        }

        return Task.WhenAll(runs.Select(Stop).ToList());
    }
}
