using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.TestKit.Access;

/// <summary>The keys with which services under test seal personal data: made anew for every run.</summary>
public static class TestKeys
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("test-keys-").FullName;
        // Services of a whole run read it; nobody tells when the last one has ended but the process.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        var file = Path.Combine(folder, "keys.json");
        KeyFile.Make(file);
        return file;
    });

    /// <summary>The key file.</summary>
    public static string File => Made.Value;

    /// <summary>The keys.</summary>
    public static KeyRing Ring { get; } = new(File);
}
