using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>Where and how long something must hang, whichever list it is.</summary>
public static class PostingTerm
{
    private const int MostDays = 60;

    /// <summary>Why this is no posting: no place, days in the wrong order, too short; or null with what the rules only mark.</summary>
    /// <param name="places">Where it hangs.</param>
    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    /// <param name="rules">Rules of the first day.</param>
    /// <param name="rule">Which of them says how many working days.</param>
    public static (Refusal? Refusal, string[] Irregularities) Check(IReadOnlyList<string> places, DateOnly from, DateOnly until, ReviewRules rules, string rule)
    {
        if (places.Count == 0 || places.Any(string.IsNullOrWhiteSpace))
            return (Refusal.Invalid(new FieldFault("places", "Ghi nơi niêm yết (nhà văn hóa thôn, trụ sở Ủy ban nhân dân xã).", "State where it is posted.")), []);
        if (!WorkingDays.Reaches(from) || !WorkingDays.Reaches(until))
            return (Refusal.Invalid(new FieldFault(WorkingDays.Reaches(from) ? "until" : "fromDay", "Ngày niêm yết phải từ năm 2 đến năm 9998; hãy kiểm tra lại năm.", "Days of a posting lie in the years 2 to 9998; look at the year.")), []);
        if (until < from || until.DayNumber - from.DayNumber > MostDays)
            return (Refusal.Invalid(new FieldFault("until", $"Ngày kết thúc phải từ ngày bắt đầu và không quá {MostDays} ngày.", $"The last day is not before the first and at most {MostDays} days later.")), []);
        var term = rules[rule];
        var days = rules.Calendar.Count(from, until);
        if (days >= term.Value)
            return (null, []);
        if (term.OnlyMarks)
            return (null, ["posting-too-short"]);
        var least = rules.Calendar.Through(from, term.Value);
        return (Refusal.Rule("posting-too-short", $"Niêm yết {days} ngày làm việc; phải ít nhất {term.Value}, tức đến hết ngày {least:dd/MM/yyyy}.",
            $"Posted for {days} working days; at least {term.Value}, that is until {least:yyyy-MM-dd}.", term.LegalBasis), []);
    }
}
