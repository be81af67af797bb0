using Spectre.Console;

namespace PovertyPlatform.Dev;

/// <summary>The log files of the services and servers.</summary>
internal static class LogFiles
{
    private static readonly Color[] Colours = [Color.Aqua, Color.Green, Color.Yellow, Color.Fuchsia, Color.Blue, Color.Teal, Color.Olive, Color.Purple];

    /// <summary>Every log by its name: services, steps, AppHost, and the servers under their own.</summary>
    public static IReadOnlyDictionary<string, string> All(Workplace place)
    {
        var logs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Directory.Exists(place.Logs))
            foreach (var file in Directory.EnumerateFiles(place.Logs, "*.log"))
                logs[Path.GetFileNameWithoutExtension(file)] = file;
        var servers = new Stack.Servers(place, 0, 0);
        foreach (var (name, file) in new[] { ("postgresql", servers.Postgres.LogFile), ("rabbitmq", servers.Broker.LogFile) })
            if (File.Exists(file))
                logs[name] = file;
        return logs;
    }

    public static void PrintEnd(string name, string file, int lines, bool named)
    {
        foreach (var line in File.ReadLines(file).TakeLast(lines))
            Print(named ? name : null, line);
    }

    /// <summary>Prints lines as they are written, until cancelled.</summary>
    public static async Task Follow(Workplace place, string? only, bool fromStart, CancellationToken ct)
    {
        var read = new Dictionary<string, long>();
        var first = true;
        while (!ct.IsCancellationRequested)
        {
            foreach (var (name, file) in All(place).Where(log => only is null ? log.Key is not ("build" or "apphost" or "install" or "hosting") : log.Key == only))
            {
                if (!read.TryGetValue(file, out var position))
                    position = first && !fromStart ? new FileInfo(file).Length : 0;
                read[file] = await PrintFrom(only is null ? name : null, file, position, ct);
            }

            first = false;
            await Task.Delay(250, ct);
        }
    }

    private static async Task<long> PrintFrom(string? name, string file, long position, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length < position)
            position = 0;
        stream.Position = position;
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(ct) is { } line)
            Print(name, line);
        return stream.Position;
    }

    private static void Print(string? name, string line)
    {
        if (name is null)
            Console.WriteLine(line);
        else if (Console.IsOutputRedirected)
            Console.WriteLine($"{name,-18} {line}");
        else
            AnsiConsole.Write(new Paragraph().Append($"{name,-18} ", new Style(Colours[name.Sum(letter => letter) % Colours.Length])).Append(line + "\n"));
    }
}
