using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>Fingerprint of a standard's rules: two reviews with the same one were judged alike.</summary>
public static class ScoringVersion
{
    private const int Length = 16;

    /// <summary>Sixteen hexadecimal digits over every bound of every rule.</summary>
    public static string Of(Standard standard)
    {
        var text = new StringBuilder(standard.Code);
        foreach (var measure in (RuleMeasure[])[RuleMeasure.Income, RuleMeasure.Points])
            foreach (var area in (AreaType[])[AreaType.Rural, AreaType.Urban])
                foreach (var rule in standard.Rules(measure, area))
                    text.Append(CultureInfo.InvariantCulture,
                        $"\n{measure} {area} {rule.Step} {rule.Class} {rule.IncomeAbove} {rule.IncomeUpTo} {rule.DeprivationsMin} {rule.DeprivationsMax} {rule.OnRequest} {rule.BoundUnknown}");
        text.Append(CultureInfo.InvariantCulture, $"\n{standard.Row.PointsPerDeprivation}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }
}
