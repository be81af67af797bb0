using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>
/// Computes a class from (answers, area type, standard). Pure and without allocation; <see cref="Explain"/> runs the very same steps and writes them down.
/// Income decides where it was stated; otherwise points do. What is not known leaves the class <see cref="PovertyClass.Undetermined"/> exactly when it matters.
/// </summary>
public static class Classifier
{
    /// <summary>The class.</summary>
    public static PovertyClass Classify(in Answers answers, AreaType area, Standard standard)
    {
        var silent = default(Silent);
        return Evaluate(answers, area, standard, ref silent);
    }

    /// <summary>The class and every step that led to it.</summary>
    public static Explanation Explain(in Answers answers, AreaType area, Standard standard)
    {
        var written = new WrittenSteps(answers, area, standard);
        var result = Evaluate(answers, area, standard, ref written);
        return written.Conclude(result);
    }

    /// <summary>The class by one measure alone, or null when the answers or the standard do not have it; to compare income with points.</summary>
    public static PovertyClass? ByMeasure(in Answers answers, AreaType area, Standard standard, RuleMeasure measure)
    {
        var silent = default(Silent);
        return measure switch
        {
            RuleMeasure.Income when answers.IncomeVnd is { } income => ByRules(answers, area, standard, measure, income, Count(answers, standard), ref silent),
            RuleMeasure.Points when answers.IncomePoints is { } points && CanScore(answers, area, standard) =>
                ByRules(answers, area, standard, measure, points, Points(answers, standard), ref silent),
            _ => null,
        };
    }

    private static PovertyClass Evaluate<TTrace>(in Answers answers, AreaType area, Standard standard, ref TTrace trace)
        where TTrace : IClassificationTrace, allows ref struct
    {
        if (answers.IncomeVnd is { } income)
            return ByRules(answers, area, standard, RuleMeasure.Income, income, Count(answers, standard), ref trace);
        if (answers.IncomePoints is not { } points)
            return Stop(ClassificationNote.NothingStated, ref trace);
        if (standard.Rules(RuleMeasure.Points, area).IsEmpty)
            return Stop(ClassificationNote.NoCutOffs, ref trace);
        if (answers.StandardCode != standard.FormCode)
            return Stop(ClassificationNote.PointsOfAnotherForm, ref trace);
        return ByRules(answers, area, standard, RuleMeasure.Points, points, Points(answers, standard), ref trace);
    }

    private static PovertyClass ByRules<TTrace>(
        in Answers answers, AreaType area, Standard standard, RuleMeasure measure, long income, int? deprivations, ref TTrace trace)
        where TTrace : IClassificationTrace, allows ref struct
    {
        foreach (var rule in standard.Rules(measure, area))
        {
            var outcome = Ask(rule, income, deprivations, answers.RequestsAverageLiving);
            trace.Asked(rule, income, deprivations, outcome);
            if (outcome == RuleOutcome.Matches)
                return rule.Class;
            if (outcome == RuleOutcome.CannotTell)
                return PovertyClass.Undetermined;
        }

        return PovertyClass.NotPoor;
    }

    private static RuleOutcome Ask(StandardRule rule, long income, int? deprivations, bool requested)
    {
        if (rule.OnRequest && !requested)
            return RuleOutcome.NotRequested;
        if (income <= rule.IncomeAbove || income > rule.IncomeUpTo)
            return RuleOutcome.Fails;
        if (rule.BoundUnknown)
            return RuleOutcome.CannotTell;
        if (rule.DeprivationsMin is null && rule.DeprivationsMax is null)
            return RuleOutcome.Matches;
        if (deprivations is not { } missed)
            return RuleOutcome.CannotTell;
        return missed < rule.DeprivationsMin || missed > rule.DeprivationsMax ? RuleOutcome.Fails : RuleOutcome.Matches;
    }

    private static bool CanScore(in Answers answers, AreaType area, Standard standard) =>
        answers.StandardCode == standard.FormCode && !standard.Rules(RuleMeasure.Points, area).IsEmpty;

    /// <summary>Missed indicators: as marked, else from points B of the same form when they divide without rest.</summary>
    private static int? Count(in Answers answers, Standard standard) =>
        answers.Deprivations is { } marked ? marked
        : answers.DeprivationPoints is { } points && answers.StandardCode == standard.FormCode && standard.Row.PointsPerDeprivation is { } each && points % each == 0 ? points / each
        : null;

    /// <summary>Points B: as scored, else from the marked indicators.</summary>
    private static int? Points(in Answers answers, Standard standard) => answers.DeprivationPoints ?? answers.Deprivations * standard.Row.PointsPerDeprivation;

    private static PovertyClass Stop<TTrace>(ClassificationNote note, ref TTrace trace)
        where TTrace : IClassificationTrace, allows ref struct
    {
        trace.Noted(note);
        return PovertyClass.Undetermined;
    }

    private readonly struct Silent : IClassificationTrace
    {
        public void Asked(StandardRule rule, long income, int? deprivations, RuleOutcome outcome)
        {
        }

        public void Noted(ClassificationNote note)
        {
        }
    }
}

/// <summary>Follows a classification step by step.</summary>
internal interface IClassificationTrace
{
    /// <summary>A rule was asked.</summary>
    void Asked(StandardRule rule, long income, int? deprivations, RuleOutcome outcome);

    /// <summary>No rule could be asked.</summary>
    void Noted(ClassificationNote note);
}

/// <summary>Answer of one rule.</summary>
internal enum RuleOutcome
{
    Matches,
    Fails,
    NotRequested,
    CannotTell,
}

/// <summary>Why no rule could be asked.</summary>
internal enum ClassificationNote
{
    NothingStated,
    NoCutOffs,
    PointsOfAnotherForm,
}
