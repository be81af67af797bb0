using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>
/// A province's own standard for its own programmes, above the national one. Households are classified under it and listed by it, apart: nobody is counted as
/// nationally poor by a local line, because it is in no catalogue of standards in force.
/// </summary>
[Nationwide("Reference data of a province: its own lines, about nobody.")]
[PersonalData(DataClass.P1)]
public sealed class LocalStandard
{
    private const long MostIncome = 1_000_000_000;

    /// <summary>The province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Code: P, the province's digits, a hyphen, letters or digits, for example <c>P15-2026</c>.</summary>
    public required string Code { get; init; }

    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly ValidTo { get; init; }

    /// <summary>Vietnamese name.</summary>
    public required string NameVi { get; init; }

    /// <summary>English name.</summary>
    public string NameEn { get; init; } = "";

    /// <summary>National standard that it stands above, and whose form it reads.</summary>
    public required string StandardCode { get; init; }

    /// <summary>Rural line of poor households: đồng per person and month, inclusive.</summary>
    public long RuralPoorUpTo { get; init; }

    /// <summary>Rural line of near-poor households.</summary>
    public long RuralNearUpTo { get; init; }

    /// <summary>Urban line of poor households.</summary>
    public long UrbanPoorUpTo { get; init; }

    /// <summary>Urban line of near-poor households.</summary>
    public long UrbanNearUpTo { get; init; }

    /// <summary>Points A that stand for both rural lines; null when the province gives none.</summary>
    public int? RuralPointsUpTo { get; init; }

    /// <summary>Points A that stand for both urban lines.</summary>
    public int? UrbanPointsUpTo { get; init; }

    /// <summary>Fewest missed indicators of a poor household.</summary>
    public int DeprivationsMin { get; init; }

    /// <summary>Resolution or decision of the province.</summary>
    public required string LegalBasis { get; init; }

    /// <summary>Number of the act that sets it; null for standards recorded before acts were kept.</summary>
    public string? DecisionNumber { get; init; }

    /// <summary>Date of the act.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Who signed it, as printed.</summary>
    public string? Signer { get; init; }

    /// <summary>SHA-256 of the signed document, in lower-case hex.</summary>
    public string? FileSha256 { get; init; }

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When it was recorded (UTC).</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>The standard ready to be asked. It has no period: no year is ever judged by it.</summary>
    public Standard Ready(Standard national) => new(
        new PovertyStandard { Code = Code, NameVi = NameVi, NameEn = NameEn, IndicatorSet = national.Row.IndicatorSet, PointsPerDeprivation = national.Row.PointsPerDeprivation }, [],
        [.. Lines(AreaType.Rural, RuralPoorUpTo, RuralNearUpTo, RuralPointsUpTo, national), .. Lines(AreaType.Urban, UrbanPoorUpTo, UrbanNearUpTo, UrbanPointsUpTo, national)], national.Code);

    /// <summary>Why it cannot stand above the national standard, or null.</summary>
    /// <param name="national">The national standard.</param>
    /// <param name="today">Today in Viet Nam.</param>
    public Refusal? WhyNot(Standard national, DateOnly today)
    {
        if (DecidedOn > today || DecidedOn > ValidFrom)
            return Refusal.Rule("decided-after", "Nghị quyết, quyết định phải ký trước hoặc trong ngày chuẩn có hiệu lực và không ở tương lai.",
                "The act is signed on or before the day from which the standard holds, and not in the future.", "Luật 64/2025/QH15");
        if (national.PeriodOn(ValidFrom) is null || national.PeriodOn(ValidTo) is null || ValidTo < ValidFrom)
            return Refusal.Rule("outside-standard", $"Thời gian áp dụng phải nằm trong thời gian của chuẩn {national.Code}.", $"It must lie in the periods of standard {national.Code}.", national.PeriodOn(ValidFrom)?.LegalBasis);
        if (RuralNearUpTo < RuralPoorUpTo || UrbanNearUpTo < UrbanPoorUpTo || DeprivationsMin is < 0 or > 12 || new[] { RuralNearUpTo, UrbanNearUpTo }.Any(line => line is <= 0 or > MostIncome))
            return Refusal.Invalid(new FieldFault("lines", "Chuẩn cận nghèo không thấp hơn chuẩn nghèo; số chỉ số từ 0 đến 12.", "The near-poor line is not below the poor line; indicators are 0 to 12."));
        foreach (var (area, poor, near, points) in new[] { (AreaType.Rural, RuralPoorUpTo, RuralNearUpTo, RuralPointsUpTo), (AreaType.Urban, UrbanPoorUpTo, UrbanNearUpTo, UrbanPointsUpTo) })
            if (Lower(national, area, poor, near, points) is { } source)
                return Refusal.Rule("local-standard-lower", $"Chuẩn của tỉnh ({(area == AreaType.Rural ? "nông thôn" : "thành thị")}) thấp hơn chuẩn quốc gia {national.Code}.",
                    $"The province's standard ({area}) is below the national standard {national.Code}.", source);
        return null;
    }

    /// <summary>Why it cannot stand beside the others of the province: two would hold on one day; or null.</summary>
    public Refusal? WhyNotBeside(IEnumerable<LocalStandard> others) => others.FirstOrDefault(other => other.ValidFrom <= ValidTo && ValidFrom <= other.ValidTo) is { } holder
        ? Refusal.Rule("standards-overlap", $"Chuẩn {holder.Code} của tỉnh đã áp dụng từ {holder.ValidFrom:dd/MM/yyyy} đến {holder.ValidTo:dd/MM/yyyy} ({holder.LegalBasis}).",
            $"The province's standard {holder.Code} holds from {holder.ValidFrom:yyyy-MM-dd} to {holder.ValidTo:yyyy-MM-dd} ({holder.LegalBasis}).", holder.LegalBasis)
        : null;

    private string? Lower(Standard national, AreaType area, long poor, long near, int? points)
    {
        foreach (var rule in national.Rules(RuleMeasure.Income, area))
            if ((rule.Class == PovertyClass.Poor && (rule.IncomeUpTo > poor || DeprivationsMin > (rule.DeprivationsMin ?? 0))) || (rule.Class == PovertyClass.NearPoor && rule.IncomeUpTo > near))
                return rule.LegalBasis;
        foreach (var rule in national.Rules(RuleMeasure.Points, area))
            if (points is not null && rule.Class is PovertyClass.Poor or PovertyClass.NearPoor && rule.IncomeUpTo > points)
                return rule.LegalBasis;
        return null;
    }

    private IEnumerable<StandardRule> Lines(AreaType area, long poor, long near, int? points, Standard national)
    {
        StandardRule Rule(RuleMeasure measure, short step, PovertyClass of, long upTo, int? min) => new()
        {
            StandardCode = Code,
            AreaType = area,
            Measure = measure,
            Step = step,
            Class = of,
            IncomeUpTo = upTo,
            DeprivationsMin = min,
            LegalBasis = LegalBasis,
            Confidence = "H",
        };
        yield return Rule(RuleMeasure.Income, 1, PovertyClass.Poor, poor, DeprivationsMin == 0 ? null : DeprivationsMin);
        yield return Rule(RuleMeasure.Income, 2, PovertyClass.NearPoor, near, null);
        if (points is null)
            yield break;
        yield return Rule(RuleMeasure.Points, 1, PovertyClass.Poor, points.Value, DeprivationsMin == 0 ? null : DeprivationsMin * (national.Row.PointsPerDeprivation ?? 0));
        yield return Rule(RuleMeasure.Points, 2, PovertyClass.NearPoor, points.Value, null);
    }
}
