using System.Diagnostics;

namespace PovertyPlatform.Dev;

/// <summary>Runs programs.</summary>
internal static class Shell
{
    /// <summary>The dotnet this tool runs on.</summary>
    public static string Dotnet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>What a program said and how it ended; null when there is no such program.</summary>
    public static async Task<(int Code, string Said)?> Ask(string program, IEnumerable<string> arguments, CancellationToken ct, TimeSpan? patience = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience ?? TimeSpan.FromSeconds(20));
        try
        {
            using var process = Process.Start(Prepare(program, arguments, capture: true))!;
            try
            {
                var said = process.StandardOutput.ReadToEndAsync(limit.Token);
                var complained = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, await said + await complained);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} gave no answer in time");
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a program on this terminal; its exit code.</summary>
    public static async Task<int> Run(string program, IEnumerable<string> arguments, CancellationToken ct, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = Prepare(program, arguments, capture: false, environment);
        start.WorkingDirectory = folder ?? Workplace.Here.Root;
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            // The terminal's Ctrl-C reached it too; it is given time to put its things away.
            await Task.WhenAny(process.WaitForExitAsync(CancellationToken.None), Task.Delay(10_000, CancellationToken.None));
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Runs a program with its output in a log file, line by line also to <paramref name="heard"/>; its exit code.</summary>
    public static async Task<int> RunLogged(
        string program, IEnumerable<string> arguments, string log, CancellationToken ct, IReadOnlyDictionary<string, string>? environment = null, Action<string>? heard = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        await using var file = TextWriter.Synchronized(new StreamWriter(log, append: false) { AutoFlush = true });
        var start = Prepare(program, arguments, capture: true, environment);
        start.WorkingDirectory = Workplace.Here.Root;
        using var process = new Process { StartInfo = start };
        void Hear(string? line)
        {
            if (line is null)
                return;
            file.WriteLine(line);
            heard?.Invoke(line);
        }

        process.OutputDataReceived += (_, said) => Hear(said.Data);
        process.ErrorDataReceived += (_, said) => Hear(said.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static ProcessStartInfo Prepare(string program, IEnumerable<string> arguments, bool capture, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = capture, RedirectStandardError = capture };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
