using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>Names a set of rules by what it decides: wording and sources may be mended without making it another.</summary>
public static class RuleHash
{
    public static string Of(RuleData data)
    {
        var lines = data.Programmes.Select(row => $"p|{Decisive(row.Value)}|{Day(row.Value.ValidTo)}")
            .Concat(data.Rules.Select(row => $"r|{row.Value.ProgrammeCode}|{row.Value.RuleVersion}|{Decisive(row.Value)}"))
            .Concat(data.BaseRates.Select(row => Line($"b|{row.Value.BasisPoints.Normal()}|{Day(row.Value.ValidFrom)}|{Day(row.Value.ValidTo)}")))
            .Concat(data.Rates.Select(row => Line(
                $"i|{row.Value.ProgrammeCode}|{row.Value.BeneficiaryGroup}|{row.Value.Multiple.Normal()}|{row.Value.FixedBasisPoints.Normal()}|{Day(row.Value.ValidFrom)}|{Day(row.Value.ValidTo)}")))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
    }

    /// <summary>What may not change under one rule version. The last day may: a version is closed when its successor comes.</summary>
    public static string Decisive(ProgrammeVersion version) => Line(
        $"{version.Code}|{version.RuleVersion}|{version.Evaluation}|{version.CapVnd}|{version.CapUnit}|{version.MaxTermMonths}|{Day(version.ValidFrom)}");

    /// <summary>What may not change of a condition under one rule version.</summary>
    public static string Decisive(RuleRow rule) => Line($"{rule.Code}|{rule.Condition}|{rule.Argument}|{rule.DecidedBy}");

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static string Line(FormattableString line) => FormattableString.Invariant(line);

    // 1.2 and 1.20 are one rate, whichever way file or database writes it.
    private static string Normal(this decimal? value) => value?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";

    private static string Normal(this decimal value) => Normal((decimal?)value);
}
