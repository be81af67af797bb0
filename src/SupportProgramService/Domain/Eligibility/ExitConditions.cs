using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>The household left one of these classes by decision.</summary>
public sealed class ExitFrom(IReadOnlySet<PovertyClass> classes) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) =>
        recognition.ExitDecidedOn is not null && recognition.ExitFromClass is { } left && classes.Contains(left);

    public override Bilingual Found(Recognition recognition) => recognition is { ExitDecidedOn: { } exit, ExitFromClass: { } left }
        ? new($"Ra khỏi diện {ClassNames.Of(left).Vi.ToLowerInvariant()} theo quyết định ngày {Wording.Vi(exit)}",
            $"Left the class {ClassNames.Of(left).En.ToLowerInvariant()} by decision of {Wording.En(exit)}")
        : ExitWindow.NoExit;
}

/// <summary>
/// At most so many months since the exit decision. The day of the decision does not count and the last day does (Civil Code 2015, articles 147 and 148):
/// a decision of 20 November 2026 and 36 months end with 20 November 2029; where that month has no such day, with its last day.
/// </summary>
public sealed class ExitWithinMonths(int months) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => ExitWindow.Last(recognition, months) is { } last && on <= last;

    public override DateOnly? LastDay(Recognition recognition) => ExitWindow.Last(recognition, months);

    public override Bilingual Found(Recognition recognition) => ExitWindow.Found(recognition, months);
}

/// <summary>No exit, or one that lies longer back.</summary>
public sealed class NoExitWithinMonths(int months) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => !(ExitWindow.Last(recognition, months) is { } last && on <= last);

    public override DateOnly? FirstDay(Recognition recognition) => ExitWindow.Last(recognition, months)?.AddDays(1);

    public override Bilingual Found(Recognition recognition) => ExitWindow.Found(recognition, months);
}

internal static class ExitWindow
{
    public static readonly Bilingual NoExit = new("Không có quyết định công nhận thoát nghèo, thoát cận nghèo", "No decision recognised an exit from poverty or near-poverty");

    public static DateOnly? Last(Recognition recognition, int months) => recognition.ExitDecidedOn?.AddMonths(months);

    public static Bilingual Found(Recognition recognition, int months) => recognition.ExitDecidedOn is { } exit
        ? new($"Quyết định công nhận thoát ngày {Wording.Vi(exit)}; thời hạn đến hết ngày {Wording.Vi(exit.AddMonths(months))}",
            $"Exit decided on {Wording.En(exit)}; the time ends with {Wording.En(exit.AddMonths(months))}")
        : NoExit;
}
