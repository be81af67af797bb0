using System.Reflection;
using ArchUnitNET.Loader;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>The house under test: assemblies, files and the graph of types.</summary>
internal static class House
{
    public static readonly string[] ServiceNames = ["HouseholdService", "SupportProgramService", "ReportingService", "PartnerService", "IdentityService"];

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> Loaded = new(() => new ArchLoader()
        .LoadAssemblies([.. ServiceNames.Concat(["Contracts", "Messaging", "ServiceDefaults", "Gateway"]).Select(Assembly.Load)]).Build());

    public static ArchUnitNET.Domain.Architecture Architecture => Loaded.Value;

    public static string Root { get; } = FindRoot();

    public static TheoryData<string> Services => [.. ServiceNames];

    public static Assembly Service(string name) => Assembly.Load(name);

    /// <summary>Source files that people write and read, relative to the root.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PovertyPlatform.sln is not above the test's folder.");
    }
}
