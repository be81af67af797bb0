using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.Ratios;

/// <summary>Keys of one run of the benchmarks.</summary>
internal static class BenchKeys
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("bench-keys-").FullName, "keys.json");
        KeyFile.Make(file);
        return file;
    });

    /// <summary>The key file.</summary>
    public static string File => Made.Value;
}
