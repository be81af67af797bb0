using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.TestKit.Door;

/// <summary>A role of reference/identity/roles.csv.</summary>
/// <param name="Code">Code, for example <c>commune-chair</c>.</param>
/// <param name="NameVi">Vietnamese name.</param>
/// <param name="NameEn">English name.</param>
/// <param name="Scopes">Scopes that the role holds.</param>
/// <param name="Levels">Levels of areas for which it is granted, for example <c>commune</c>.</param>
public sealed record Role(string Code, string NameVi, string NameEn, IReadOnlySet<string> Scopes, IReadOnlySet<string> Levels)
{
    /// <summary>True for a role that is granted for single hamlets only.</summary>
    public bool IsOfHamlets => Levels.SetEquals(["hamlet"]);
}

/// <summary>The roles as they are shipped: who may do what is data, and so is what the tests expect.</summary>
public static class RoleList
{
    private const string Path = "reference/identity/roles.csv";

    /// <summary>All roles, the newest line of each code, in order of the file.</summary>
    public static IReadOnlyList<Role> All { get; } = Read();

    private static List<Role> Read()
    {
        var lines = File.ReadAllLines(System.IO.Path.Combine(Approved.Root, Path)).Where(line => line.Length > 0).Select(Cells).ToList();
        int Column(string name) => lines[0].IndexOf(name) is var at and >= 0 ? at : throw new InvalidDataException($"{Path} has no column {name}.");
        var (code, vi, en, scopes, levels) = (Column("code"), Column("name_vi"), Column("name_en"), Column("scopes"), Column("area_levels"));
        return [.. lines.Skip(1).GroupBy(line => line[code]).Select(versions => versions.Last()).Select(line => new Role(
            line[code], line[vi], line[en], line[scopes].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(), line[levels].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet()))];
    }

    internal static List<string> Cells(string line)
    {
        var cells = new List<string>();
        for (var rest = line; ;)
        {
            if (!rest.StartsWith('"'))
            {
                var comma = rest.IndexOf(',', StringComparison.Ordinal);
                cells.Add(comma < 0 ? rest : rest[..comma]);
                if (comma < 0)
                    return cells;
                rest = rest[(comma + 1)..];
                continue;
            }

            var end = 1;
            while (rest[end] != '"' || (end + 1 < rest.Length && rest[end + 1] == '"'))
                end += rest[end] == '"' ? 2 : 1;
            cells.Add(rest[1..end].Replace("\"\"", "\"", StringComparison.Ordinal));
            if (end + 1 >= rest.Length)
                return cells;
            rest = rest[(end + 2)..];
        }
    }
}
