using System.Text.Json;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>Every package that reaches a program is on the list, with a permissive licence; a new one needs a line here and a reason in the commit.</summary>
public class PackageTests
{
    private static readonly string AllowList = Path.Combine(House.Root, "tests/Architecture.Tests/packages.allowed.txt");

    [Fact]
    public void LockedPackage_IsAllowed()
    {
        var allowed = Allowed();
        var unknown = Locked().Where(package => !allowed.Any(prefix => package.Id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).Distinct().ToList();
        Assert.Empty(unknown);
    }

    [Fact]
    public void MassTransit_StaysOnTheLastFreeMajor() =>
        Assert.All(Locked().Where(package => package.Id.StartsWith("MassTransit", StringComparison.Ordinal)), package => Assert.StartsWith("8.", package.Version, StringComparison.Ordinal));

    [Fact]
    public void Project_HasALockFile()
    {
        var without = Directory.EnumerateFiles(House.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("AppHost", StringComparison.Ordinal) && !File.Exists(Path.Combine(Path.GetDirectoryName(file)!, "packages.lock.json")))
            .Select(file => Path.GetRelativePath(House.Root, file)).ToList();
        Assert.Empty(without);
    }

    private static List<string> Allowed() => [.. File.ReadLines(AllowList).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')[0])];

    private static IEnumerable<(string Id, string Version)> Locked() => Directory.EnumerateFiles(House.Root, "packages.lock.json", SearchOption.AllDirectories)
        .SelectMany(file =>
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return document.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
                .Where(package => package.Value.GetProperty("type").GetString() != "Project")
                .Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!)).ToList();
        });
}
