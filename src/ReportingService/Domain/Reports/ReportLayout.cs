namespace PovertyPlatform.ReportingService.Domain.Reports;

/// <summary>An official report as the law prints it on a given date: data, so that a circular changes rows and not code.</summary>
/// <param name="Id">Number of the report.</param>
/// <param name="TitleVi">Printed title.</param>
/// <param name="TitleEn">The same in English.</param>
/// <param name="LegalBasis">Act that prescribes the report.</param>
/// <param name="Columns">Columns in printed order.</param>
/// <param name="Lines">Units of which each area has a line (<c>households</c>, <c>persons</c>); empty for one line with units of its own in each column.</param>
public sealed record ReportLayout(int Id, string TitleVi, string TitleEn, string LegalBasis, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<string> Lines)
{
    /// <summary>True when it tells what happened between two days.</summary>
    public bool IsMovement => Columns.Any(column => Measures.IsMovement(column.Measure));
}

/// <summary>One printed column.</summary>
/// <param name="Number">Printed number.</param>
/// <param name="GroupVi">Heading that spans several columns, or empty.</param>
/// <param name="HeadingVi">Heading of the column.</param>
/// <param name="HeadingEn">The same in English.</param>
/// <param name="Measure">Measure that the column shows, or null for a rate.</param>
/// <param name="Numerator">Column number of a rate's numerator.</param>
/// <param name="Denominator">Column number of a rate's denominator.</param>
/// <param name="IsPrinted">False for columns beside those of the form, which only programs are told.</param>
public sealed record ReportColumn(int Number, string GroupVi, string HeadingVi, string HeadingEn, string? Measure, int? Numerator, int? Denominator, bool IsPrinted = true)
{
    /// <summary>True for a percentage computed from two other columns.</summary>
    public bool IsRate => Measure is null;
}
