using System.Globalization;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>A dated rule of how long the audit trail is kept: a row <c>audit-trail</c> of <c>privacy/retention.csv</c>.</summary>
/// <param name="ProvinceCode">Province whose own rule it is; empty for the country.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day, or null.</param>
/// <param name="Months">Months that lines are kept after the end of their month; null while nobody has decided.</param>
/// <param name="IsInForce">False for a rule that is only proposed: it ends nothing.</param>
internal sealed record TrailRule(string ProvinceCode, DateOnly ValidFrom, DateOnly? ValidTo, int? Months, bool IsInForce)
{
    public bool HoldsOn(DateOnly day) => IsInForce && Months is not null && ValidFrom <= day && (ValidTo is null || day <= ValidTo);

    /// <summary>Version, as endings name it.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{TrailRules.Code}{(ProvinceCode.Length > 0 ? $"/{ProvinceCode}" : "")} {ValidFrom:yyyy-MM-dd} {Months}");
}

/// <summary>
/// The rules, read from the file of the deployment and never from the database: whoever administers the database can neither shorten a period nor put a rule in force.
/// </summary>
internal sealed class TrailRules(IReadOnlyList<TrailRule> rules)
{
    public const string Code = "audit-trail";
    private const string InForce = "in-force";

    /// <summary>Reads the rows of the class.</summary>
    /// <exception cref="InvalidDataException">The file lacks a column, or a rule in force says no months.</exception>
    public static TrailRules Read(string referenceFolder)
    {
        var path = Path.Combine(referenceFolder, "privacy", "retention.csv");
        var lines = File.ReadAllLines(path).Where(line => line.Length > 0).Select(Cells).ToList();
        int Column(string name) => lines[0].IndexOf(name) is >= 0 and var at ? at : throw new InvalidDataException($"{path} has no column {name}.");
        var (code, province, from, to, months, state) = (Column("code"), Column("province_code"), Column("valid_from"), Column("valid_to"), Column("months"), Column("state"));
        var rules = lines.Skip(1).Where(cells => cells[code] == Code).Select(cells => new TrailRule(
            cells[province], Day(cells[from]), cells[to].Length > 0 ? Day(cells[to]) : null, cells[months].Length > 0 ? int.Parse(cells[months], CultureInfo.InvariantCulture) : null, cells[state] == InForce)).ToList();
        return rules.Find(rule => rule is { IsInForce: true, Months: null or < 1 }) is { } silent
            ? throw new InvalidDataException($"{path}: {Code} ({silent.ValidFrom:yyyy-MM-dd}) is in force and says no months.")
            : new TrailRules(rules);
    }

    /// <summary>The rule in force for a province on a day: its own before the country's; null when there is none.</summary>
    public TrailRule? For(string province, DateOnly day) =>
        rules.FirstOrDefault(rule => rule.ProvinceCode == province && rule.HoldsOn(day)) ?? rules.FirstOrDefault(rule => rule.ProvinceCode.Length == 0 && rule.HoldsOn(day));

    /// <summary>All rules in force on a day.</summary>
    public IReadOnlyList<TrailRule> On(DateOnly day) => [.. rules.Where(rule => rule.HoldsOn(day))];

    /// <summary>True when an ending on a day may name this version.</summary>
    public bool Knows(string version, DateOnly day) => rules.Any(rule => rule.HoldsOn(day) && rule.Version == version);

    /// <summary>Last day on which a month is kept.</summary>
    public static DateOnly EndsAfter(DateOnly month, int months) => month.AddMonths(1 + months).AddDays(-1);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var cell = new System.Text.StringBuilder();
                for (at++; at < line.Length; at++)
                    if (line[at] != '"')
                        cell.Append(line[at]);
                    else if (at + 1 < line.Length && line[at + 1] == '"')
                        cell.Append(line[at++]);
                    else
                        break;
                cells.Add(cell.ToString());
                at += 2;
                continue;
            }

            var end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
            cells.Add(line[at..end]);
            at = end + 1;
        }

        return cells;
    }
}
