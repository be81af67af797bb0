using System.Text.RegularExpressions;
using Xunit;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>docs/security/asvs.md says of every requirement what is done, and names a proof that exists.</summary>
public sealed partial class AsvsDocumentTests
{
    private static readonly string[] States = ["met", "partly", "not met", "not applicable"];
    private static readonly string[] NeedProof = ["met", "partly"];
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Levels = new(() => File.ReadLines(Path.Combine(House.Root, "tests", "Architecture.Tests", "asvs-5.0.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]));

    private static readonly Lazy<IReadOnlyList<Row>> Rows = new(() => [.. File.ReadLines(Path.Combine(House.Root, "docs", "security", "asvs.md"))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 7 && Item().IsMatch(cells[1]))
        .Select(cells => new Row(cells[1].Split(", "), cells[2], cells[3], cells[4], cells[5]))]);

    [Fact]
    public void NumbersAndLevels_AreThoseOfTheStandard()
    {
        Assert.Equal((70, 183, 92), (Count("1"), Count("2"), Count("3")));
        Assert.All(Rows.Value.SelectMany(row => row.Items), item => Assert.Contains(item, Levels.Value.Keys));
        Assert.All(Rows.Value, row => Assert.Equal(string.Join('–', row.Items.Select(item => Levels.Value[item]).Distinct().Order()), row.Level));

        static int Count(string level) => Levels.Value.Values.Count(value => value == level);
    }

    [Fact]
    public void EveryRequirementOfLevelsOneAndTwo_IsThereOnce()
    {
        var items = Rows.Value.SelectMany(row => row.Items).ToList();
        Assert.Empty(Levels.Value.Where(pair => pair.Value is "1" or "2").Select(pair => pair.Key).Except(items));
        Assert.Empty(items.GroupBy(item => item).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void EveryRow_HasAProofThatExists_OrSaysWhyNot()
    {
        var methods = TestMethods();
        Assert.True(methods.Count > 300, $"Only {methods.Count} tests were found: the search is wrong.");
        var wrong = new List<string>();
        foreach (var row in Rows.Value)
        {
            if (!States.Contains(row.State) || row.Words.Length < 3)
                wrong.Add($"{row.Items[0]}: state '{row.State}' or an empty explanation");
            var proof = Quoted().Match(row.Proof) is { Success: true } test ? methods.Contains(test.Groups[1].Value)
                : Linked().Match(row.Proof) is { Success: true } file && File.Exists(Path.Combine(House.Root, file.Groups[1].Value));
            if (proof != NeedProof.Contains(row.State))
                wrong.Add($"{row.Items[0]}: {row.State} with the proof {row.Proof}");
        }

        Assert.Empty(wrong);
    }

    private static HashSet<string> TestMethods()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in House.SourceFiles("tests"))
        {
            var type = "";
            foreach (Match match in Declared().Matches(File.ReadAllText(Path.Combine(House.Root, file))))
                if (match.Groups["type"].Success)
                    type = match.Groups["type"].Value;
                else
                    found.Add($"{type}.{match.Groups["method"].Value}");
        }

        return found;
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+")]
    private static partial Regex Item();

    [GeneratedRegex("^`([^`]+)`$")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\[([^\]]+)\]\(\.\./\.\./\1\)$")]
    private static partial Regex Linked();

    // A class, or a method behind [Fact] or [Theory] and what may stand between.
    [GeneratedRegex(@"\bclass (?<type>\w+)|\[(?:Fact|Theory)[^\]]*\](?:\s*\[[^\n]*\])*\s*public [^\n(]*?(?<method>\w+)\(")]
    private static partial Regex Declared();

    private sealed record Row(string[] Items, string Level, string State, string Words, string Proof);
}
