using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.Ratios;

/// <summary>Keys of one run of the benchmarks.</summary>
internal static class BenchKeys
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("bench-keys-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        var file = Path.Combine(folder, "keys.json");
        KeyFile.Make(file);
        return file;
    });

    /// <summary>The key file.</summary>
    public static string File => Made.Value;
}
