using System.Globalization;
using System.Text;

namespace PovertyPlatform.TestKit.Door;

/// <summary>The part of docs/security/access.md that belongs to one service: written from code, roles and samples, and read back as what the tests expect.</summary>
public static class AccessDocument
{
    /// <summary>Path of the document.</summary>
    public const string Path = "docs/security/access.md";

    private const string Yes = "✓";
    private const int Leading = 4;

    /// <summary>One line per endpoint, one column per role.</summary>
    public static string Write(IEnumerable<ServiceEndpoint> endpoints, IReadOnlyDictionary<string, AccessSample> samples, IReadOnlyDictionary<string, string> open)
    {
        var text = new StringBuilder();
        text.Append("| request | demands | areas | sent again |").AppendJoin("", RoleList.All.Select(role => $" {role.Code} |")).Append('\n');
        text.Append("| --- | --- | --- | --- |").AppendJoin("", RoleList.All.Select(_ => " :-: |")).Append('\n');
        foreach (var endpoint in endpoints)
        {
            var (demands, areas, again) = endpoint.IsOpen
                ? ($"no token: {open[endpoint.Path]}", "–", "–")
                : ($"`{string.Join("` `", endpoint.Scopes)}`", AreasOf(samples[endpoint.Key]), AgainOf(endpoint, samples[endpoint.Key]));
            text.Append(CultureInfo.InvariantCulture, $"| `{endpoint.Key}` | {demands} | {areas} | {again} |")
                .AppendJoin("", RoleList.All.Select(role => $" {(endpoint.Scopes.All(role.Scopes.Contains) ? Yes : "")} |".Replace("  ", " ", StringComparison.Ordinal))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Who may call what, as the document says: request and role to allowed or not.</summary>
    public static IReadOnlyDictionary<(string Request, string Role), bool> Read(string section)
    {
        var lines = section.Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|', ' ', '\r').Length == 0 ? [] : line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()).ToList();
        if (lines.Count == 0)
            return new Dictionary<(string, string), bool>();
        var roles = lines[0][Leading..];
        return lines.Skip(2).SelectMany(cells => roles.Select((role, column) => (Request: cells[0].Trim('`'), role, Allowed: cells[Leading + column] == Yes)))
            .ToDictionary(cell => (cell.Request, cell.role), cell => cell.Allowed);
    }

    /// <summary>The roles, for the head of the document.</summary>
    public static string Roles() => "| role | | | scopes |\n| --- | --- | --- | --- |\n"
        + string.Concat(RoleList.All.Select(role => $"| {role.Code} | {role.NameVi} | {role.NameEn} | {string.Join(' ', role.Scopes.Order(StringComparer.Ordinal).Select(scope => $"`{scope}`"))} |\n"));

    private static string AreasOf(AccessSample sample) => AreasOf(sample.Rule)
        + (sample.RefusesHamlets is not null ? "; of whole communes, closed to who has single hamlets" : sample.IsFrameOfHamlets ? "; who has a single hamlet sees the commune's frame and his own rows" : "");

    private static string AreasOf(AreaRule rule) => rule switch
    {
        AreaRule.Thing => "what lies elsewhere does not exist (404)",
        AreaRule.Named => "naming another area is refused (403)",
        AreaRule.Filtered => "only rows of the caller's areas",
        AreaRule.OwnClient => "only what the client made itself (else 404)",
        AreaRule.Everywhere => "the same everywhere",
        _ => "the service as a whole",
    };

    private static string AgainOf(ServiceEndpoint endpoint, AccessSample sample) => (endpoint.IsWrite, endpoint.Repeat) switch
    {
        (false, _) => "reads",
        (true, { IsRequired: true } promise) => $"Idempotency-Key, kept {promise.KeptFor.TotalHours:F0} h",
        (true, { } promise) => $"Idempotency-Key if sent, kept {promise.KeptFor.TotalHours:F0} h",
        _ => sample.Repeats ?? throw new InvalidOperationException($"{endpoint.Key} changes something and takes no Idempotency-Key: its sample must say in Repeats why sending it again does no harm."),
    };
}
