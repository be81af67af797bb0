using PovertyPlatform.HouseholdService.Domain.Calendar;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>The rules of all dates; <see cref="On"/> opens those of one review on one day.</summary>
/// <param name="Rules">Dated figures.</param>
/// <param name="Steps">Dated steps.</param>
/// <param name="Calendar">Working days.</param>
public sealed record RuleBook(IReadOnlyList<ReviewRule> Rules, IReadOnlyList<StepRule> Steps, WorkingDays Calendar)
{
    /// <summary>The rules of a kind of review in force on a day; a row of the kind itself goes before one of both.</summary>
    public ReviewRules On(ReviewKind kind, DateOnly day) => new(
        kind,
        Choose(Rules, kind, day, rule => rule.Kind, rule => rule.Code, rule => rule.ValidFrom, rule => rule.ValidTo),
        Choose(Steps, kind, day, step => step.Kind, step => step.Step, step => step.ValidFrom, step => step.ValidTo),
        Calendar);

    private static Dictionary<string, T> Choose<T>(
        IEnumerable<T> rows, ReviewKind kind, DateOnly day, Func<T, string> kindOf, Func<T, string> codeOf, Func<T, DateOnly> from, Func<T, DateOnly?> to)
    {
        var own = kind == ReviewKind.Annual ? "annual" : "monthly";
        return rows.Where(row => (kindOf(row) == own || kindOf(row) == "both") && from(row) <= day && !(to(row) < day))
            .OrderBy(row => kindOf(row) == own ? 1 : 0)
            .Aggregate(new Dictionary<string, T>(StringComparer.Ordinal), (chosen, row) =>
            {
                chosen[codeOf(row)] = row;
                return chosen;
            });
    }
}

/// <summary>The rules of one kind of review on one day.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Figures">Figures by code.</param>
/// <param name="Steps">Steps by name.</param>
/// <param name="Calendar">Working days.</param>
public sealed record ReviewRules(ReviewKind Kind, IReadOnlyDictionary<string, ReviewRule> Figures, IReadOnlyDictionary<string, StepRule> Steps, WorkingDays Calendar)
{
    /// <summary>Act to name where a rule row names none.</summary>
    public const string Procedure = "QĐ 24/2021/QĐ-TTg";

    /// <summary>A figure.</summary>
    /// <exception cref="InvalidOperationException">It is not loaded.</exception>
    public ReviewRule this[string code] => Figures.TryGetValue(code, out var rule) ? rule : throw new InvalidOperationException($"Review rule {code} is not loaded for {Kind}.");

    /// <summary>A step.</summary>
    /// <exception cref="InvalidOperationException">It is not loaded.</exception>
    public StepRule Of(CaseStep step) => Steps.TryGetValue(StepNames.Of(step), out var rule) ? rule : throw new InvalidOperationException($"Review step {step} is not loaded for {Kind}.");

    /// <summary>True when a higher level has to give its opinion.</summary>
    public bool NeedsOpinion => Figures.TryGetValue(ReviewRule.OpinionRequired, out var rule) && rule.Value == 1;

    /// <summary>Last day of the window of a year, or null where the kind has none.</summary>
    public DateOnly? LastDay(int year) => Figures.TryGetValue(ReviewRule.WindowLastDay, out var rule) ? new DateOnly(year, rule.Value / 100, rule.Value % 100) : null;

    /// <summary>First day of the window: of the year (annual), or of the month (monthly).</summary>
    public DateOnly FirstDay(int year, int month) => this[ReviewRule.WindowFirstDay].Value is var value && Kind == ReviewKind.Annual
        ? new DateOnly(year, value / 100, value % 100)
        : new DateOnly(year, month, value);
}
