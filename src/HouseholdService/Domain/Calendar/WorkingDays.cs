using System.Collections.Frozen;

namespace PovertyPlatform.HouseholdService.Domain.Calendar;

/// <summary>Counts in working days: Monday to Friday, less public holidays, plus weekend days that are worked instead of others.</summary>
public sealed class WorkingDays
{
    private readonly FrozenDictionary<DateOnly, Holiday> _special;
    private readonly FrozenSet<int> _years;

    /// <summary>A calendar with these holidays.</summary>
    public WorkingDays(IEnumerable<Holiday> holidays)
    {
        _special = holidays.ToFrozenDictionary(holiday => holiday.Day);
        _years = _special.Keys.Select(day => day.Year).ToFrozenSet();
    }

    /// <summary>True when the calendar of the year is loaded; otherwise only weekends are free.</summary>
    public bool Knows(int year) => _years.Contains(year);

    /// <summary>The day's own row, or null for an ordinary day.</summary>
    public Holiday? On(DateOnly day) => _special.GetValueOrDefault(day);

    /// <summary>True for days from which a period can be counted without leaving the calendar of the machine, which ends with the year 9999.</summary>
    public static bool Reaches(DateOnly day) => day.Year is > 1 and < 9999;

    /// <summary>True for a working day.</summary>
    public bool Is(DateOnly day) => _special.TryGetValue(day, out var special)
        ? special.Kind == Holiday.WorkingDay
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Working days from the first to the last day, both counted; 0 when the last is before the first.</summary>
    public int Count(DateOnly first, DateOnly last)
    {
        var count = 0;
        for (var day = first.DayNumber; day <= last.DayNumber; day++)
            if (Is(DateOnly.FromDayNumber(day)))
                count++;
        return count;
    }

    /// <summary>The last day of a period of so many working days that begins after the given day, which does not count itself (Civil Code, article 147).</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            if (Is(day))
                left--;
        }

        return day;
    }

    /// <summary>The earliest last day of a posting of at least so many working days, the first day counted where it is one.</summary>
    public DateOnly Through(DateOnly first, int workingDays) => After(first.AddDays(-1), workingDays);
}
