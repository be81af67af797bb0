using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PovertyPlatform.Ratios;

/// <summary>Writes the figures where people and programs look for them.</summary>
internal static class Ledger
{
    private const string Begin = "<!-- figures:begin -->";
    private const string End = "<!-- figures:end -->";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void WriteJson(string path, IReadOnlyList<(IRatio Ratio, RatioResult Result)> results) =>
        File.WriteAllText(path, JsonSerializer.Serialize(results.ToDictionary(
            pair => pair.Ratio.Id,
            pair => new { raw = Round(pair.Result.Raw), ours = Round(pair.Result.Ours), ratio = Math.Round(pair.Result.Ratio, 3), unit = pair.Result.Unit, remarks = pair.Result.Remarks }), Indented));

    /// <summary>Replaces the rows of what was measured; the others keep theirs, each with its day.</summary>
    public static void UpdateMarkdown(string path, IReadOnlyList<(IRatio Ratio, RatioResult Result)> results, string machine)
    {
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Begin, StringComparison.Ordinal);
        var to = text.IndexOf(End, StringComparison.Ordinal);
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{path} has lost its figures marks.");
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in text[from..to].Split('\n').Where(line => line.StartsWith("| R", StringComparison.Ordinal)))
            rows[row.Split('|')[1].Trim()] = row;
        foreach (var (ratio, result) in results)
            rows[ratio.Id] = string.Create(CultureInfo.InvariantCulture,
                $"| {ratio.Id} | {ratio.Name} | {Round(result.Raw):N0} | {Round(result.Ours):N0} | {result.Unit} | {ratio.Goal.Good} | {ratio.Goal.Extraordinary} | **{result.Ratio:F2}** | {DateTime.UtcNow:yyyy-MM-dd} | {string.Join("; ", result.Remarks.Select(remark => $"{remark.Key} {remark.Value}"))} |");
        var table = new StringBuilder().AppendLine(Begin).AppendLine(machine).AppendLine()
            .AppendLine("| | ours ÷ raw | raw | ours | unit | good | extraordinary | ratio | measured | remarks |").AppendLine("| --- | --- | ---: | ---: | --- | ---: | ---: | ---: | --- | --- |")
            .AppendJoin('\n', rows.Values).AppendLine();
        File.WriteAllText(path, string.Concat(text.AsSpan(0, from), table.ToString(), text.AsSpan(to)));
    }

    private static double Round(double value) => Math.Round(value, value < 100 ? 2 : 0);
}
