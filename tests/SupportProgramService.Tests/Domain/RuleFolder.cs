using PovertyPlatform.SupportProgramService.Data.Rules;
using PovertyPlatform.SupportProgramService.Domain.Programmes;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Domain;

/// <summary>A copy of the shipped rules that a test may change.</summary>
public sealed class RuleFolder : IDisposable
{
    private static readonly Lazy<RuleBook> Known = new(() =>
    {
        using var folder = new RuleFolder();
        return folder.Compile();
    });

    public RuleFolder()
    {
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(Approved.Root, "reference", "programmes"), "*.csv"))
            File.Copy(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
    }

    /// <summary>The shipped rules.</summary>
    public static RuleBook Shipped => Known.Value;

    public string Path { get; } = Directory.CreateTempSubdirectory("rules-").FullName;

    /// <summary>Replaces a text that occurs in the file.</summary>
    public RuleFolder Change(string file, string old, string @new)
    {
        var path = System.IO.Path.Combine(Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
        return this;
    }

    public RuleFolder Append(string file, string line)
    {
        File.AppendAllText(System.IO.Path.Combine(Path, file), line + "\n");
        return this;
    }

    /// <summary>Number of the first row that begins with the text, as an editor counts.</summary>
    public int RowOf(string file, string beginning) =>
        Array.FindIndex(File.ReadAllLines(System.IO.Path.Combine(Path, file)), line => line.StartsWith(beginning, StringComparison.Ordinal)) + 1;

    public IReadOnlyList<RuleFault> Faults()
    {
        var (data, faults) = ProgrammeFiles.Read(Path);
        return faults.Count > 0 ? faults : RuleBookCompiler.Compile(data).Faults;
    }

    public RuleBook Compile()
    {
        var (data, faults) = ProgrammeFiles.Read(Path);
        Assert.Empty(faults);
        var (book, more) = RuleBookCompiler.Compile(data);
        Assert.Empty(more);
        return book!;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
