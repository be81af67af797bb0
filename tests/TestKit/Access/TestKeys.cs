using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.TestKit.Access;

/// <summary>The keys with which services under test seal personal data: made anew for every run.</summary>
public static class TestKeys
{
    private static readonly Lazy<string> Made = new(() =>
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("test-keys-").FullName, "keys.json");
        KeyFile.Make(file);
        return file;
    });

    /// <summary>The key file.</summary>
    public static string File => Made.Value;

    /// <summary>The keys.</summary>
    public static KeyRing Ring { get; } = new(File);
}
