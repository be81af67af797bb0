using System.Buffers.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>A date as lists hold it: dd/mm/yyyy with any usual separator, yyyy-mm-dd, or a year only.</summary>
/// <param name="Year">Year, or 0 when it cannot be read.</param>
/// <param name="Month">Month, or 0 when only the year is known.</param>
/// <param name="Day">Day, or 0.</param>
public readonly record struct BirthCell(short Year, byte Month, byte Day)
{
    /// <summary>Not readable.</summary>
    public static readonly BirthCell Unclear;

    /// <summary>True when it could be read.</summary>
    public bool IsClear => Year > 0;

    /// <summary>The date, when day and month are known.</summary>
    public DateOnly? Date => Month > 0 ? new DateOnly(Year, Month, Day) : null;

    /// <summary>First day it may mean.</summary>
    public DateOnly Earliest => Date ?? new DateOnly(Year, 1, 1);

    /// <summary>Reads a cell.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="form">How it was stored.</param>
    /// <param name="wasSerial">True when a bare number was taken for a date whose format got lost.</param>
    public static BirthCell Parse(ReadOnlySpan<byte> text, CellForm form, out bool wasSerial)
    {
        wasSerial = false;
        text = text.Trim(" "u8);
        if (text.Length is 4 && Utf8Parser.TryParse(text, out short year, out var used) && used == 4)
            return year is >= 1000 and <= 2999 ? new BirthCell(year, 0, 0) : Unclear;
        if (form == CellForm.Number && Utf8Parser.TryParse(text, out int serial, out used) && used == text.Length)
        {
            wasSerial = serial is > 3000 and < 80000;
            return wasSerial ? Of(new DateOnly(1899, 12, 30).AddDays(serial)) : Unclear;
        }

        Span<int> parts = stackalloc int[3];
        var count = 0;
        var firstLength = 0;
        while (!text.IsEmpty)
        {
            if (count == 3 || !Utf8Parser.TryParse(text, out int part, out used) || used > 4 || text[0] is (byte)'-' or (byte)'+')
                return Unclear;
            if (count == 0)
                firstLength = used;
            parts[count++] = part;
            text = text[used..].TrimStart(" "u8);
            if (text.IsEmpty)
                break;
            if (text[0] is not ((byte)'/' or (byte)'-' or (byte)'.'))
                return Unclear;
            text = text[1..].TrimStart(" "u8);
            if (text.IsEmpty)
                return Unclear;
        }

        return count switch
        {
            3 when firstLength == 4 => Of(parts[0], parts[1], parts[2]),
            3 => Of(parts[2], parts[1], parts[0]),
            // A month without a day says no more than the year.
            2 when parts[0] is >= 1 and <= 12 && parts[1] is >= 1000 and <= 2999 => new BirthCell((short)parts[1], 0, 0),
            _ => Unclear,
        };
    }

    private static BirthCell Of(DateOnly date) => new((short)date.Year, (byte)date.Month, (byte)date.Day);

    private static BirthCell Of(int year, int month, int day) =>
        year is >= 1000 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new BirthCell((short)year, (byte)month, (byte)day)
            : Unclear;
}
