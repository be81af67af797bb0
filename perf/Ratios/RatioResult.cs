namespace PovertyPlatform.Ratios;

/// <summary>Outcome of one comparison: medians of the rounds.</summary>
/// <param name="Unit">What is counted per second, for example <c>rows/s</c>.</param>
/// <param name="Raw">Median of the raw thing.</param>
/// <param name="Ours">Median of ours.</param>
/// <param name="Ratios">Ratio of each round.</param>
/// <param name="Remarks">Further figures worth keeping, for example memory growth or added latency.</param>
public sealed record RatioResult(string Unit, double Raw, double Ours, IReadOnlyList<double> Ratios, IReadOnlyDictionary<string, string> Remarks)
{
    /// <summary>Ours ÷ raw, from the medians.</summary>
    public double Ratio => Raw == 0 ? 0 : Ours / Raw;

    /// <summary>Builds a result from the rounds' speeds.</summary>
    public static RatioResult From(string unit, IReadOnlyList<(double Raw, double Ours)> rounds, IReadOnlyDictionary<string, string>? remarks = null) => new(
        unit, Median([.. rounds.Select(round => round.Raw)]), Median([.. rounds.Select(round => round.Ours)]),
        [.. rounds.Select(round => round.Ours / round.Raw)], remarks ?? new Dictionary<string, string>());

    /// <summary>The middle value.</summary>
    public static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
