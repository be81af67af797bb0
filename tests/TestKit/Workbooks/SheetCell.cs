using System.Globalization;

namespace PovertyPlatform.TestKit.Workbooks;

/// <summary>What a cell of a test workbook holds, in the forms that spreadsheet programs write.</summary>
public enum CellKind
{
    /// <summary>No cell at all: spreadsheets leave empty cells out.</summary>
    Blank,

    /// <summary>Text, as a shared or inline string.</summary>
    Text,

    /// <summary>A number; the text is what stands in the file.</summary>
    Number,

    /// <summary>A number with a date style.</summary>
    Date,

    /// <summary>A formula with its cached value.</summary>
    Formula,

    /// <summary>Text in several runs of different fonts.</summary>
    Rich,

    /// <summary>An error value such as #N/A.</summary>
    Error,
}

/// <summary>One cell.</summary>
/// <param name="Kind">Form in the file.</param>
/// <param name="Value">Value as it stands in the file.</param>
/// <param name="Formula">Formula without the equals sign, for <see cref="CellKind.Formula"/>.</param>
public readonly record struct SheetCell(CellKind Kind, string Value, string? Formula = null)
{
    /// <summary>No cell.</summary>
    public static readonly SheetCell Blank = new(CellKind.Blank, "");

    /// <summary>A number.</summary>
    public static SheetCell Number(double value) => new(CellKind.Number, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A date as spreadsheets store it: days since 1899-12-30, with a date style.</summary>
    public static SheetCell Date(DateOnly value) =>
        new(CellKind.Date, (value.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture));

    /// <summary>A formula and the value the program cached for it.</summary>
    public static SheetCell Computed(string formula, string cached) => new(CellKind.Formula, cached, formula);

    /// <summary>Text in two runs.</summary>
    public static SheetCell Rich(string text) => new(CellKind.Rich, text);

    /// <summary>An error value.</summary>
    public static SheetCell Error(string value) => new(CellKind.Error, value);

    /// <summary>Text; empty text is no cell.</summary>
    public static implicit operator SheetCell(string? text) => string.IsNullOrEmpty(text) ? Blank : new SheetCell(CellKind.Text, text);

    /// <summary>A number.</summary>
    public static implicit operator SheetCell(int value) => Number(value);
}
