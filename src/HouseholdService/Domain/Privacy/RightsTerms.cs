using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>The clocks of requests of rights on a day: dated data, counted in working days after the day of receipt.</summary>
/// <param name="Calendar">Working days.</param>
/// <param name="Figure">A figure of the law on a day, or null when none is loaded.</param>
public sealed record RightsTerms(WorkingDays Calendar, Func<string, DateOnly, int?> Figure)
{
    /// <summary>The law that gives the rights.</summary>
    public const string Law = "Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP";

    private const string AnswerDays = "rights-answer-working-days";
    private const string ExtensionDays = "rights-extension-working-days";

    /// <summary>Last days of the answer and of carrying it out; null when the law knew no term on that day, and nobody may guess one.</summary>
    public (DateOnly Answer, DateOnly Finish)? Due(RightsKind kind, DateOnly receivedOn) =>
        Figure(AnswerDays, receivedOn) is { } answer && Figure(FinishDays(kind), receivedOn) is { } finish
            ? (Calendar.After(receivedOn, answer), Calendar.After(receivedOn, finish))
            : null;

    /// <summary>Working days to answer and, at most, to carry out on a day; null when the law knows no term.</summary>
    public (int Answer, int Finish)? Days(DateOnly day) => Figure(AnswerDays, day) is { } answer && Enum.GetValues<RightsKind>().Select(kind => Figure(FinishDays(kind), day)).Max() is { } finish
        ? (answer, finish)
        : null;

    /// <summary>The later last day after the one extension that the law allows, or null.</summary>
    public DateOnly? Extended(DateOnly due, DateOnly receivedOn) => Figure(ExtensionDays, receivedOn) is { } days ? Calendar.After(due, days) : null;

    /// <summary>Working days after today until the last one; negative when it is over.</summary>
    public int Left(DateOnly due, DateOnly today) => due >= today ? Calendar.Count(today.AddDays(1), due) : -Calendar.Count(due.AddDays(1), today);

    /// <summary>No term is in force on the day of receipt.</summary>
    public static readonly Refusal NoTerm = Refusal.Rule("no-term", "Chưa có thời hạn giải quyết áp dụng cho ngày tiếp nhận này.", "No time limit is in force on this day of receipt.", Law);

    private static string FinishDays(RightsKind kind) => $"rights-finish-{kind.ToString().ToLowerInvariant()}-working-days";
}
