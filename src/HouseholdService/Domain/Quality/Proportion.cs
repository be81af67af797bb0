using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Quality;

/// <summary>A share of a sample with the bounds of its 95 % confidence interval after Wilson, which holds for small samples and for shares near 0 or 1.</summary>
/// <param name="Found">Cases with the fault.</param>
/// <param name="Of">Cases looked at.</param>
/// <param name="Rate">Share; null when nothing was looked at.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
[PersonalData(DataClass.P1)]
public sealed record Proportion(int Found, int Of, double? Rate, double? Low, double? High)
{
    private const double Z = 1.959963984540054;

    /// <summary>The share of some in all.</summary>
    public static Proportion From(int found, int of)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(found);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(found, of);
        if (of == 0)
            return new Proportion(0, 0, null, null, null);
        var share = (double)found / of;
        var centre = share + Z * Z / (2.0 * of);
        var spread = Z * Math.Sqrt((share * (1 - share) + Z * Z / (4.0 * of)) / of);
        var scale = 1 + Z * Z / of;
        return new Proportion(found, of, Round(share), found == 0 ? 0 : Round((centre - spread) / scale), found == of ? 1 : Round((centre + spread) / scale));
    }

    private static double Round(double value) => Math.Round(value, 6);
}
