using System.Globalization;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>One row of a reference file, read by column name; what cannot be read is a fault with file and row, and reading goes on.</summary>
internal sealed class ReferenceRow(string file, int row, IReadOnlyDictionary<string, string> cells, List<RuleFault> faults)
{
    public string Text(string column) => cells.GetValueOrDefault(column, "");

    public string Required(string column)
    {
        var text = Text(column);
        if (text.Length == 0)
            Fault($"{column} is empty");
        return text;
    }

    public DateOnly? Day(string column) => Read<DateOnly>(column, "a date such as 2026-01-31",
        (string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day));

    public int? Number(string column) => Read<int>(column, "a whole number",
        (string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number));

    public long? Amount(string column) => Read<long>(column, "an amount of whole đồng without separators",
        (string text, out long amount) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out amount) && amount > 0);

    public decimal? Decimal(string column) => Read<decimal>(column, "a number with a point before decimals",
        (string text, out decimal number) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number));

    public string OneOf(string column, params string[] allowed)
    {
        var text = Text(column);
        if (!allowed.Contains(text))
            Fault($"{column} '{text}' is not one of {string.Join(", ", allowed)}");
        return text;
    }

    private T? Read<T>(string column, string form, Parser<T> parse)
        where T : struct
    {
        var text = Text(column);
        if (text.Length == 0)
            return null;
        if (parse(text, out var value))
            return value;
        Fault($"{column} '{text}' is not {form}");
        return null;
    }

    private void Fault(string message) => faults.Add(new RuleFault(file, row, message));

    private delegate bool Parser<T>(string text, out T value);
}
