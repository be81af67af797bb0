using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.TestKit.Protection;

/// <summary>Tables that the rules of retention reach.</summary>
public static class RetentionTables
{
    /// <summary>Names of tables in reference/privacy/retention.csv, of rules without an end.</summary>
    public static IReadOnlySet<string> Ruled()
    {
        var lines = File.ReadAllLines(Path.Combine(Approved.Root, "reference", "privacy", "retention.csv")).Where(line => line.Length > 0).Select(RoleList.Cells).ToList();
        var (until, tables) = (lines[0].IndexOf("valid_to"), lines[0].IndexOf("tables"));
        return lines.Skip(1).Where(line => line[until].Length == 0).SelectMany(line => line[tables].Split(' ')).ToHashSet(StringComparer.Ordinal);
    }
}
