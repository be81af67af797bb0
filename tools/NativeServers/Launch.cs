using System.Diagnostics;

namespace PovertyPlatform.NativeServers;

/// <summary>Starts programs of the machine and reports what they said when they fail.</summary>
internal static class Launch
{
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="NativeServerException">It ended with another code than 0.</exception>
    public static async Task<string> Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken ct)
    {
        using var process = Start(program, arguments, environment, null);
        var said = process.StandardOutput.ReadToEndAsync(ct);
        var complained = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
            throw new NativeServerException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await complained).Trim()} {(await said).Trim()}");
        return await said;
    }

    /// <summary>Starts a server that outlives the call, its output in a log file.</summary>
    public static Process StartServer(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string logFile)
    {
        // setsid: a Ctrl-C in the terminal must reach the servers through us, in order, and not directly.
        var script = "exec setsid \"$0\" \"$@\" >>\"$NATIVE_LOG\" 2>&1 </dev/null";
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["NATIVE_LOG"] = logFile };
        return Start("/bin/sh", ["-c", script, program, .. arguments], variables, logFile);
    }

    private static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string? logFile)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = logFile is null, RedirectStandardError = logFile is null };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new NativeServerException($"{program} did not start.");
    }

    /// <summary>Sends a signal to a process that may not be our child.</summary>
    public static void Signal(int pid, string signal)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{pid}"]);
        kill.WaitForExit();
    }

    /// <summary>True when the process lives and its command line names the folder: after a restart of the machine its number may be another's.</summary>
    public static bool IsOurs(int pid, string folder)
    {
        try
        {
            // While a program takes another's place in a process, the process has no command line: just started is not ended.
            for (var look = 0; look < 100 && IsAlive(pid); look++, Thread.Sleep(10))
                if (File.ReadAllText($"/proc/{pid}/cmdline") is { Length: > 0 } line)
                    return line.Contains(folder, StringComparison.Ordinal);
            return false;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static bool IsAlive(int pid) => Directory.Exists($"/proc/{pid}") && !IsZombie(pid);

    private static bool IsZombie(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    }

    public static async Task<bool> Ended(int pid, TimeSpan within, CancellationToken ct)
    {
        for (var until = DateTime.UtcNow + within; DateTime.UtcNow < until; await Task.Delay(50, ct))
            if (!IsAlive(pid))
                return true;
        return !IsAlive(pid);
    }
}

/// <summary>A native server is missing or refused to start; the message says what to do or which log to read.</summary>
public sealed class NativeServerException(string message) : Exception(message);
