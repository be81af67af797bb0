using System.Buffers;
using System.Buffers.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>Reads whole numbers and amounts as they are typed here: dots or spaces between thousands, a comma before decimals, perhaps a unit behind.</summary>
public static class NumberCell
{
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("0123456789., "u8);

    /// <summary>A whole number, for example points; a decimal part must be zero.</summary>
    public static bool TryPoints(ReadOnlySpan<byte> text, CellForm form, out int value) =>
        TryDecimal(text, form, out var number) && number == decimal.Truncate(number) && number is > -100_000 and < 100_000
            ? (value = (int)number) >= int.MinValue
            : Fail(out value);

    /// <summary>An amount in đồng, rounded to whole đồng.</summary>
    public static bool TryAmount(ReadOnlySpan<byte> text, CellForm form, out long value)
    {
        foreach (var unit in (ReadOnlySpan<string>)["vnđ", "vnd", "đồng", "đ", "d"])
            if (text.EndsWith(System.Text.Encoding.UTF8.GetBytes(unit)))
            {
                text = text[..^System.Text.Encoding.UTF8.GetByteCount(unit)].TrimEnd(" "u8);
                break;
            }

        value = 0;
        if (!TryDecimal(text, form, out var number) || number is < -1_000_000_000_000_000 or > 1_000_000_000_000_000)
            return false;
        value = (long)decimal.Round(number, MidpointRounding.AwayFromZero);
        return true;
    }

    /// <summary>A number with dots, commas or spaces; the last separator begins decimals only when it cannot part thousands.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> text, CellForm form, out decimal value)
    {
        // A stored number knows no thousands: its dot begins decimals.
        if (form == CellForm.Number)
            return Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
        value = 0;
        text = text.Trim(" "u8);
        var negative = text is [(byte)'-', ..];
        if (negative)
            text = text[1..];
        if (text.IsEmpty || text.Length > 24 || text.IndexOfAnyExcept(Allowed) >= 0 || text.IndexOfAnyInRange((byte)'0', (byte)'9') < 0)
            return false;
        var last = text.LastIndexOfAny((byte)'.', (byte)',');
        var decimals = last >= 0 && !PartsThousands(text, last) ? text[(last + 1)..] : default;
        foreach (var letter in last >= 0 && !PartsThousands(text, last) ? text[..last] : text)
            if (letter is >= (byte)'0' and <= (byte)'9')
                value = (value * 10) + (letter - '0');
        var share = 0.1m;
        foreach (var letter in decimals)
        {
            if (letter is < (byte)'0' or > (byte)'9')
                return false;
            value += (letter - '0') * share;
            share /= 10;
        }

        value = negative ? -value : value;
        return true;
    }

    // "1.250.000" and "1.250" part thousands; "12,5" and "0.25" do not; "1.250,5" has its decimals behind the other sign.
    private static bool PartsThousands(ReadOnlySpan<byte> text, int last)
    {
        var sign = text[last];
        if (text.Length - last - 1 != 3 || text[(last + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            return false;
        var front = text[..last];
        return front is not [(byte)'0'] && front.IndexOf(sign == '.' ? (byte)',' : (byte)'.') < 0;
    }

    private static bool Fail(out int value)
    {
        value = 0;
        return false;
    }
}
