using System.Globalization;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>Writes down what <see cref="Classifier"/> does, in Vietnamese and English.</summary>
internal readonly struct WrittenSteps(Answers answers, AreaType area, Standard standard) : IClassificationTrace
{
    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };
    private readonly List<ExplanationStep> _steps = [];

    public void Asked(StandardRule rule, long income, int? deprivations, RuleOutcome outcome)
    {
        var comparisons = Compare(rule, income, deprivations);
        var vi = string.Join("; ", comparisons.Select(InVietnamese));
        var en = string.Join("; ", comparisons.Select(InEnglish));
        var (classVi, classEn) = (Words.Vi(rule.Class), Words.En(rule.Class));
        var (endVi, endEn) = outcome switch
        {
            RuleOutcome.Matches => ($"thỏa mãn: {classVi}.", $"holds: {classEn}."),
            RuleOutcome.Fails => ($"không thỏa mãn điều kiện {classVi}.", $"does not hold for {classEn}."),
            RuleOutcome.NotRequested => ($"không xét {classVi} vì hộ không có đề nghị.", $"{classEn} is not considered because the household did not ask for it."),
            _ => ($"không đủ căn cứ để kết luận {classVi}.", $"not enough is known to decide {classEn}."),
        };
        var (textVi, textEn) = outcome == RuleOutcome.NotRequested ? (Capital(endVi), Capital(endEn)) : ($"{Capital(vi)} → {endVi}", $"{Capital(en)} → {endEn}");
        _steps.Add(new ExplanationStep(
            $"{rule.StandardCode}/{rule.AreaType}/{rule.Measure}/{rule.Step}".ToLowerInvariant(), rule.Class, Enum.Parse<StepOutcome>(outcome.ToString()),
            comparisons, textVi, textEn, rule.LegalBasis, rule.Confidence));
    }

    public void Noted(ClassificationNote note) => Remark(note switch
    {
        ClassificationNote.NothingStated => ("nothing-stated", "Phiếu không có thu nhập và không có điểm thu nhập (B1) nên không xác định được.",
            "The form states neither income nor income points (B1), so the class cannot be determined."),
        ClassificationNote.NoCutOffs => ("no-cut-offs", $"Chuẩn {standard.Code} chưa có mức điểm; cần thu nhập bình quân đầu người.",
            $"Standard {standard.Code} has no scoring cut-offs; the income per person is needed."),
        _ => ("points-of-another-form", $"Điểm được chấm theo phiếu của chuẩn {answers.StandardCode}, không dùng được cho chuẩn {standard.Code}.",
            $"The points were scored on the form of standard {answers.StandardCode} and mean nothing under {standard.Code}."),
    }, StepOutcome.CannotTell);

    /// <summary>Closes the explanation.</summary>
    public Explanation Conclude(PovertyClass result)
    {
        if (result == PovertyClass.NotPoor)
            Remark(("none-matches", "Không thuộc trường hợp nào ở trên: hộ không nghèo.", "None of the above: neither poor nor near-poor."), StepOutcome.Matches, result);
        if (answers.Deprivations is not null && answers.StandardCode != standard.FormCode
            && _steps.Any(step => step.Comparisons.Any(comparison => comparison.What == ComparedQuantity.Deprivations)))
            Remark(("indicators-of-another-form", $"Số chỉ số thiếu hụt được lấy từ phiếu của chuẩn {answers.StandardCode}; bộ chỉ số của chuẩn {standard.Code} có thể khác.",
                $"The missed indicators were counted on the form of standard {answers.StandardCode}; the indicators of {standard.Code} may differ."), StepOutcome.Remark);
        return new Explanation(result, standard.Code, area, _steps);
    }

    private void Remark((string Rule, string Vi, string En) text, StepOutcome outcome, PovertyClass? result = null) =>
        _steps.Add(new ExplanationStep(text.Rule, result, outcome, [], text.Vi, text.En, null, null));

    private static List<Comparison> Compare(StandardRule rule, long income, int? deprivations)
    {
        var (what, missed) = rule.Measure == RuleMeasure.Income
            ? (ComparedQuantity.Income, ComparedQuantity.Deprivations)
            : (ComparedQuantity.IncomePoints, ComparedQuantity.DeprivationPoints);
        var comparisons = new List<Comparison>(4);
        if (rule.IncomeAbove is { } above)
            comparisons.Add(new Comparison(what, income, ">", above, income > above));
        if (rule.IncomeUpTo is { } upTo)
            comparisons.Add(new Comparison(what, income, "<=", upTo, income <= upTo));
        else if (rule.BoundUnknown)
            comparisons.Add(new Comparison(what, income, "<=", null, null));
        if (rule.DeprivationsMin is { } min)
            comparisons.Add(new Comparison(missed, deprivations, ">=", min, deprivations is null ? null : deprivations >= min));
        if (rule.DeprivationsMax is { } max)
            comparisons.Add(new Comparison(missed, deprivations, "<=", max, deprivations is null ? null : deprivations <= max));
        return comparisons;
    }

    private static string InVietnamese(Comparison comparison)
    {
        var bound = comparison.Bound is { } figure ? figure.ToString("N0", Vietnamese) + Unit(comparison.What, " đồng", "") : "mức trên chưa tìm thấy trong văn bản";
        var limit = comparison.Relation switch { ">" => $"trên {bound}", "<=" => comparison.Bound is null ? bound : $"từ {bound} trở xuống", _ => $"từ {bound} trở lên" };
        return $"{Words.Vi(comparison.What)} {comparison.Value?.ToString("N0", Vietnamese) ?? "chưa rõ"}{Unit(comparison.What, " đồng", "")}, cần {limit}";
    }

    private static string InEnglish(Comparison comparison)
    {
        var bound = comparison.Bound is { } figure ? figure.ToString("N0", CultureInfo.InvariantCulture) + Unit(comparison.What, " VND", "") : "an upper bound that no act read states";
        var limit = comparison.Relation switch { ">" => $"above {bound}", "<=" => $"up to {bound}", _ => $"{bound} or more" };
        return $"{Words.En(comparison.What)} {comparison.Value?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown"}{Unit(comparison.What, " VND", "")}, needed {limit}";
    }

    private static string Unit(ComparedQuantity what, string money, string other) => what == ComparedQuantity.Income ? money : other;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
