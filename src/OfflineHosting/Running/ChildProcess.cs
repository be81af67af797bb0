using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>A process that ends when this one does, however this one ends.</summary>
internal static class ChildProcess
{
    private const string DeathSignal = "/usr/bin/setpriv";

    /// <summary>
    /// Where setpriv is there, the kernel sends SIGTERM to the child when its parent dies. The kernel means the parent's thread, and pool threads end
    /// at will, so every child is started by one thread that lives as long as the process.
    /// </summary>
    private static readonly Lazy<BlockingStarter> Starter = new(() => new BlockingStarter());

    public static Task<Process> Start(ProcessStartInfo start)
    {
        if (OperatingSystem.IsLinux() && File.Exists(DeathSignal))
        {
            start.ArgumentList.Insert(0, start.FileName);
            start.ArgumentList.Insert(0, "TERM");
            start.ArgumentList.Insert(0, "--pdeathsig");
            start.FileName = DeathSignal;
        }

        return Starter.Value.Start(start);
    }

    /// <summary>Asks the process to end, and kills it with its children when it does not.</summary>
    public static async Task Stop(Process process, TimeSpan within)
    {
        if (process.HasExited)
            return;
        if (OperatingSystem.IsWindows() || Kill(process.Id, 15) != 0)
            process.Kill(entireProcessTree: true);
        using var patience = new CancellationTokenSource(within);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    private sealed class BlockingStarter
    {
        private readonly System.Collections.Concurrent.BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> _wanted = [];

        public BlockingStarter() => new Thread(Run) { IsBackground = true, Name = "process starter" }.Start();

        public Task<Process> Start(ProcessStartInfo start)
        {
            var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted.Add((start, started));
            return started.Task;
        }

        private void Run()
        {
            foreach (var (start, started) in _wanted.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(start)!);
                }
                catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
                {
                    started.SetException(failure);
                }
            }
        }
    }
}
