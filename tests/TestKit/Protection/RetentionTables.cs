using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.TestKit.Protection;

/// <summary>Tables that the rules of retention reach.</summary>
public static class RetentionTables
{
    /// <summary>Names of tables in reference/privacy/retention.csv, of rules without an end.</summary>
    public static IReadOnlySet<string> Ruled() => Read("retention.csv").SelectMany(row => row["tables"].Split(' ')).ToHashSet(StringComparer.Ordinal);

    /// <summary>Names of a service's tables in reference/privacy/kept.csv: of which no act with a period is known, in which nobody is, or that are swept away after days.</summary>
    public static IReadOnlySet<string> Kept(string service) =>
        Read("kept.csv").Where(row => row["service"] == service || row["service"] == "*").SelectMany(row => row["tables"].Split(' ')).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rows of kept.csv that do not say what they must: a known state, why, how sure, and of records about people which law was looked into.</summary>
    public static IReadOnlyList<string> Unfounded() => [.. Read("kept.csv").Where(row => row["state"] is not ("no-act" or "no-person" or "short") || row["basis"].Length == 0 || row["name_vi"].Length == 0 || row["name_en"].Length == 0
        || row["confidence"] is not ("H" or "M" or "L") || (row["state"] == "no-act" && (row["legal_source"].Length == 0 || row["confidence"] == "H"))).Select(row => row["tables"])];

    private static IEnumerable<Dictionary<string, string>> Read(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Approved.Root, "reference", "privacy", file)).Where(line => line.Length > 0).Select(RoleList.Cells).ToList();
        var names = lines[0];
        foreach (var line in lines.Skip(1))
            if (line.Count != names.Count)
                throw new InvalidOperationException($"{file}: {line[0]} has {line.Count} cells, not {names.Count}.");
        return lines.Skip(1).Select(line => names.Zip(line).ToDictionary(pair => pair.First, pair => pair.Second)).Where(row => row["valid_to"].Length == 0);
    }
}
