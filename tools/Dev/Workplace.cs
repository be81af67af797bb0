namespace PovertyPlatform.Dev;

/// <summary>Where things lie on this machine.</summary>
internal sealed class Workplace
{
    public const string Configuration = "Release";

    private Workplace(string root) => Root = root;

    /// <summary>The workplace of this repository.</summary>
    public static Workplace Here { get; } = new(FindRoot());

    /// <summary>Root of the repository.</summary>
    public string Root { get; }

    /// <summary>Everything that running leaves behind; <c>./dev down --purge</c> removes it.</summary>
    public string Data => Environment.GetEnvironmentVariable("DEV_DATA_FOLDER") is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(Root, ".data");

    public string Logs => Path.Combine(Data, "logs");

    public string Spans => Path.Combine(Data, "spans");

    /// <summary>Keys and sample credentials that identity makes on this machine.</summary>
    public string Identity => Path.Combine(Data, "identity");

    /// <summary>Copies of the audit trails' seals, and the key of this machine that signs them.</summary>
    public string Audit => Path.Combine(Data, "audit");

    /// <summary>Keys that seal people's numbers in the registry of this machine; made at the first start.</summary>
    public string Keys => Path.Combine(Data, "keys", "registry.json");

    /// <summary>State of the resources, written by the AppHost.</summary>
    public string StatusFile => Path.Combine(Data, "status.json");

    public string LogFile(string name) => Path.Combine(Logs, $"{name}.log");

    /// <summary>Path inside the repository.</summary>
    public string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The built assembly of a project, for example <c>tools/Seed</c>.</summary>
    public string Assembly(string project) => At(project, "bin", project == "src/AppHost" ? "offline" : "", Configuration, "net10.0", $"{Path.GetFileName(project)}.dll");

    /// <summary>A path as people read it.</summary>
    public string Short(string path) => path.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(Root, path) : path;

    private static string FindRoot()
    {
        foreach (var start in new[] { Environment.GetEnvironmentVariable("DEV_ROOT") ?? "", AppContext.BaseDirectory, Directory.GetCurrentDirectory() }.Where(start => start.Length > 0))
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                    return folder.FullName;
        throw new DevException("PovertyPlatform.sln is not above this folder; run ./dev from the repository.");
    }
}

/// <summary>Something a person can put right; the message says how, and which log to read.</summary>
internal sealed class DevException(string message) : Exception(message);
