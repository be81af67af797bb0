using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.Dev.Stack;

/// <summary>
/// Builds, unless nothing changed since the last build: even a build that has nothing to do costs MSBuild many seconds for thirty projects, and a look
/// at names, times and lengths of the sources costs a tenth of one.
/// </summary>
internal static class Build
{
    private static readonly string[] Sources = [".cs", ".csproj", ".props", ".targets", ".sql", ".json", ".sln", ".slnf", ".resx", ".razor", ".css", ".js", ".xlsx", ".csv", ".txt"];

    /// <summary>What runs: the AppHost with all services, and the tool that fills them.</summary>
    public static Task Run(Workplace place, Action<string> heard, CancellationToken ct) =>
        Ensure(place, "run", "tools/Dev/run.slnf", ["src", "tools/Seed", "tools/NativeServers"], ["src", "tools/Seed"], heard, ct);

    /// <summary>Everything, tests included.</summary>
    public static Task All(Workplace place, Action<string> heard, CancellationToken ct) =>
        Ensure(place, "all", "PovertyPlatform.sln", ["src", "tests", "tools", "perf"], ["src", "tests", "tools", "perf"], heard, ct);

    /// <summary>One test project with what it refers to; the rest of the solution is left for whoever tests everything.</summary>
    public static Task Test(Workplace place, string project, Action<string> heard, CancellationToken ct) => Ensure(
        place, $"test-{project}", $"tests/{project}/{project}.csproj", ["src", $"tests/{project}", "tests/TestKit", "tools"], [$"tests/{project}"], heard, ct);

    /// <summary>The benchmarks.</summary>
    public static Task Ratios(Workplace place, Action<string> heard, CancellationToken ct) =>
        Ensure(place, "ratios", "perf/Ratios/Ratios.csproj", ["src", "perf", "tools/Seed"], ["perf"], heard, ct);

    private static async Task Ensure(Workplace place, string name, string target, string[] inputs, string[] outputs, Action<string> heard, CancellationToken ct)
    {
        var stamp = Path.Combine(place.Data, "build", $"{name}.stamp");
        var current = Fingerprint(place, inputs);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, ct) == current && AreBuilt(place, outputs))
        {
            heard("unchanged");
            return;
        }

        heard("dotnet build");
        var log = place.LogFile("build");
        var code = await Shell.RunLogged(
            Shell.Dotnet, ["build", place.At(target), "-c", Workplace.Configuration, "-v", "minimal", "-nologo", "-nodeReuse:false", "-tl:off"], log, ct, heard: said =>
            {
                if (said.IndexOf(" -> ", StringComparison.Ordinal) is var arrow and > 0)
                    heard(said[..arrow].Trim());
            });
        if (code != 0)
            throw new DevException($"The build failed.\n{Faults(log)}\nLog: {place.Short(log)}");
        Directory.CreateDirectory(Path.GetDirectoryName(stamp)!);
        await File.WriteAllTextAsync(stamp, current, ct);
        heard("built");
    }

    private static string Faults(string log) => string.Join('\n', File.ReadLines(log)
        .Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(10));

    private static string Fingerprint(Workplace place, string[] folders)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = folders.SelectMany(folder => Walk(new DirectoryInfo(place.At(folder))))
            .Concat(new DirectoryInfo(place.Root).EnumerateFiles().Where(file => file.Extension is ".props" or ".json" or ".sln" or ".editorconfig"))
            .Select(file => $"{file.FullName}|{file.LastWriteTimeUtc.Ticks}|{file.Length}").Order(StringComparer.Ordinal);
        foreach (var file in files)
            hash.AppendData(Encoding.UTF8.GetBytes(file));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => !folder.Exists ? [] : folder.EnumerateFiles()
        .Where(file => Sources.Contains(file.Extension) && file.Name != "packages.lock.json")
        .Concat(folder.EnumerateDirectories().Where(child => child.Name is not ("bin" or "obj")).SelectMany(Walk));

    private static bool AreBuilt(Workplace place, string[] folders) => folders
        .SelectMany(folder => Walk(new DirectoryInfo(place.At(folder))).Where(file => file.Extension == ".csproj"))
        .All(project => File.Exists(place.Assembly(Path.GetRelativePath(place.Root, project.DirectoryName!).Replace('\\', '/'))));
}
