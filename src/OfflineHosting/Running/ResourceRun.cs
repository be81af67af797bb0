using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>One resource on its way from waiting to its end. There is no restart: a process that ends by itself is a fault to be seen.</summary>
internal sealed class ResourceRun : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };
    private readonly HostingOptions _options;
    private readonly Action<ResourceRun> _changed;
    private readonly ResourceLog _log;
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public ResourceRun(ProjectResource resource, int rank, HostingOptions options, Action<ResourceRun> changed)
    {
        (Resource, _options, _changed) = (resource, options, changed);
        _log = new ResourceLog(resource.Name, rank, options.LogFile(resource.Name));
        // Who waits for nobody leaves these unobserved; that is no fault.
        _ = _healthy.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
        _ = _ended.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
    }

    public ProjectResource Resource { get; }

    public RunState State { get; private set; }

    public DateTimeOffset Since { get; private set; } = DateTimeOffset.UtcNow;

    public int? Pid => _process?.Id;

    public int? ExitCode { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Ends when it is healthy, or runs without a health check; fails when it ends before.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Ends with the exit code; fails when it could not start.</summary>
    public Task<int> Ended => _ended.Task;

    public async Task Run(Func<Wait, Task> waitFor, CancellationToken stopping)
    {
        try
        {
            await Task.WhenAll(Resource.Waits.Select(waitFor)).WaitAsync(stopping);
            await Start();
            if (Resource.HealthPath is null)
                Become(RunState.Running);
            else
                await BecomeHealthy(stopping);
            await Watch(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stop() does the rest, in its turn.
        }
        catch (Exception failure) when (failure is DistributedApplicationException or System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            Fail(failure.Message);
        }
    }

    public async Task Stop()
    {
        if (_process is { HasExited: false } process)
        {
            await ChildProcess.Stop(process, _options.StopWithin);
            ExitCode = process.ExitCode;
        }

        if (State is not (RunState.Failed or RunState.Finished))
            Become(RunState.Stopped);
        _healthy.TrySetCanceled();
        _ended.TrySetCanceled();
    }

    public void Dispose()
    {
        _process?.Dispose();
        _log.Dispose();
    }

    private async Task Start()
    {
        _process = await ChildProcess.Start(LaunchPlan.Of(Resource, _options));
        _process.StandardInput.Close();
        _process.OutputDataReceived += (_, said) => _log.Write(said.Data);
        _process.ErrorDataReceived += (_, said) => _log.Write(said.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Become(RunState.Starting);
    }

    private async Task BecomeHealthy(CancellationToken stopping)
    {
        var late = DateTimeOffset.UtcNow + _options.Patience;
        while (!_process!.HasExited)
        {
            if (await Answers(stopping))
            {
                Become(RunState.Healthy);
                return;
            }

            if (DateTimeOffset.UtcNow > late)
            {
                _log.Write($"Not healthy after {_options.Patience.TotalSeconds:0} s; still waiting for {Resource.Endpoints[0].Url}{Resource.HealthPath}");
                late = DateTimeOffset.MaxValue;
            }

            await Task.Delay(100, stopping);
        }
    }

    /// <summary>Until the process ends: keeps its health current.</summary>
    private async Task Watch(CancellationToken stopping)
    {
        var exit = _process!.WaitForExitAsync(stopping);
        while (Resource.HealthPath is not null && await Task.WhenAny(exit, Task.Delay(5000, stopping)) != exit)
        {
            stopping.ThrowIfCancellationRequested();
            var now = await Answers(stopping) ? RunState.Healthy : RunState.Unhealthy;
            if (now != State && !_process.HasExited)
                Become(now);
        }

        await exit;
        ExitCode = _process.ExitCode;
        if (ExitCode == 0)
            Become(RunState.Finished);
        else
            Fail($"{Resource.Name} ended with {ExitCode}");
        _ended.TrySetResult(ExitCode.Value);
        _healthy.TrySetException(new DistributedApplicationException($"{Resource.Name} ended with {ExitCode} before it was healthy"));
    }

    private async Task<bool> Answers(CancellationToken stopping)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri($"{Resource.Endpoints[0].Url}{Resource.HealthPath}"), stopping);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !stopping.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Become(RunState state)
    {
        (State, Since) = (state, DateTimeOffset.UtcNow);
        if (state is RunState.Healthy or RunState.Running)
            _healthy.TrySetResult();
        _changed(this);
    }

    private void Fail(string reason)
    {
        Reason = reason;
        var tail = _log.Tail;
        Become(RunState.Failed);
        ResourceLog.Say(Resource.Name, $"FAILED: {reason}. Log: {_options.LogFile(Resource.Name)}", ConsoleColor.Red);
        foreach (var line in tail)
            ResourceLog.Say(Resource.Name, $"  | {line}", ConsoleColor.Red);
        var because = new DistributedApplicationException(reason);
        _healthy.TrySetException(because);
        if (_process is null)
            _ended.TrySetException(because);
    }
}
