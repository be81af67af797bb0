using System.Text.RegularExpressions;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>Habits of the files themselves.</summary>
public partial class FileTests
{
    private const int Longest = 300;

    [Fact]
    public void SourceFile_HasAtMost300Lines()
    {
        var long_ = House.SourceFiles("src", "tests", "tools", "perf")
            .Select(file => (file, lines: File.ReadLines(Path.Combine(House.Root, file)).Count())).Where(pair => pair.lines > Longest).ToList();
        Assert.Empty(long_);
    }

    [Fact]
    public void SourceFile_HasNoEmptyName()
    {
        var named = House.SourceFiles("src", "tools", "perf").Where(file => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(file))).ToList();
        Assert.Empty(named);
    }

    [Fact]
    public void SourceFile_HasNoUnfinishedMark()
    {
        var marked = House.SourceFiles("src", "tests", "tools", "perf").Where(file => !file.EndsWith("FileTests.cs", StringComparison.Ordinal))
            .Where(file => Unfinished().IsMatch(File.ReadAllText(Path.Combine(House.Root, file)))).ToList();
        Assert.Empty(marked);
    }

    [Theory]
    [MemberData(nameof(House.Services), MemberType = typeof(House))]
    public void ServiceFolder_HasOnlyTheFourRooms(string service)
    {
        string[] allowed = ["Domain", "Features", "Consumers", "Data", "Properties", "obj", "bin"];
        var others = Directory.GetDirectories(Path.Combine(House.Root, "src", service)).Select(Path.GetFileName).Except(allowed).ToList();
        Assert.Empty(others);
    }

    [Fact]
    public void Repository_NamesNoMachineAndNoRegistryHost()
    {
        var named = House.SourceFiles("src", "tests", "tools", "perf").Where(file => !file.EndsWith("FileTests.cs", StringComparison.Ordinal))
            .Where(file => MachinePath().IsMatch(File.ReadAllText(Path.Combine(House.Root, file)))).ToList();
        Assert.Empty(named);
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Common|Base|Impl|Dto)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|Skip\s*=\s*""")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(^|[^A-Za-z0-9_.])/(work|home/\w+)/|api\.nuget\.org|registry\.npmjs|deb\.debian\.org", RegexOptions.Multiline)]
    private static partial Regex MachinePath();
}
