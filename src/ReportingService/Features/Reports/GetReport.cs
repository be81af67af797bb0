using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>An official report of an area on a date.</summary>
internal static class GetReport
{
    /// <summary>An official report.</summary>
    /// <param name="ReportId">Number of the report.</param>
    /// <param name="TitleVi">Printed title.</param>
    /// <param name="TitleEn">Title in English.</param>
    /// <param name="AreaCode">Area asked for: 2 digits for a province, 5 for a commune.</param>
    /// <param name="AreaName">Its name on the date.</param>
    /// <param name="On">Date of the figures; a decision counts from its effective date on.</param>
    /// <param name="LegalBasis">Act that prescribes the form.</param>
    /// <param name="Columns">Columns in printed order.</param>
    /// <param name="Rows">The total of a province first, then its communes by code.</param>
    /// <param name="HiddenBelow">Set when the report shows published figures only: numbers below it, other than 0, and those that would give them away are left out (null). Null for exact figures.</param>
    /// <param name="Since">For reports on movements, the day whose evening is the beginning; null for others.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(
        int ReportId, string TitleVi, string TitleEn, string AreaCode, string AreaName, DateOnly On, string LegalBasis,
        IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows, int? HiddenBelow, DateOnly? Since);

    /// <summary>A printed column.</summary>
    /// <param name="Number">Printed number.</param>
    /// <param name="GroupVi">Heading above several columns, or empty.</param>
    /// <param name="HeadingVi">Heading.</param>
    /// <param name="HeadingEn">Heading in English.</param>
    /// <param name="Formula">For a percentage, the columns it is computed from, such as <c>3/1*100</c>; rounded to two decimals, half up.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Column(int Number, string GroupVi, string HeadingVi, string HeadingEn, string? Formula);

    /// <summary>A printed line.</summary>
    /// <param name="AreaCode">Area of the line.</param>
    /// <param name="AreaName">Name on the report's date.</param>
    /// <param name="IsTotal">True for the province's total.</param>
    /// <param name="Values">One value per column, in column order; null where the figure is not known (residents not recorded).</param>
    /// <param name="Decision">The decision behind the line, for a commune that has one.</param>
    /// <param name="Line"><c>households</c> or <c>persons</c> where an area has a line for each; null otherwise.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Row(string AreaCode, string AreaName, bool IsTotal, IReadOnlyList<decimal?> Values, Decision? Decision, string? Line);

    /// <summary>The newest decision of a commune up to the report's date.</summary>
    /// <param name="Number">Decision number.</param>
    /// <param name="DecidedOn">Legal date.</param>
    /// <param name="ReviewYear">Year of the list.</param>
    /// <param name="Agrees">True when the line equals the totals which the decision states; false for a moment while its events are still arriving.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Decision(string Number, DateOnly DecidedOn, int ReviewYear, bool Agrees);

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/{id:int}", Handle).WithName("GetReport")
        .WithSummary("Official report of an area on a date").RequireScope(Scopes.ReportsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        int id, string? areaCode, DateOnly? on, DateOnly? since, ReportingDb db, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var (report, refusal) = await ReportRequest.Answer(id, areaCode, on, since, db, actor, scope, clock, ct);
        if (report is null)
            return refusal!;
        return TypedResults.Ok(new Response(
            report.Layout.Id, report.Layout.TitleVi, report.Layout.TitleEn, report.AreaCode, report.AreaName, report.On, report.Layout.LegalBasis,
            [.. report.Layout.Columns.Select(column => new Column(column.Number, column.GroupVi, column.HeadingVi, column.HeadingEn,
                column.IsRate ? $"{column.Numerator}/{column.Denominator}*100" : null))],
            [.. report.Rows.Select(row => new Row(row.Code, row.Name, row.IsTotal, row.Values, Behind(report, row), row.Line))], report.HiddenBelow, report.Since));
    }

    private static Decision? Behind(ReportRequest report, Domain.Reports.ReportRow row) => report.Lists.TryGetValue(row.Code, out var list) && !row.IsTotal
        ? new Decision(list.DecisionNumber, list.DecidedOn, list.ReviewYear, ListAgreement.Of(report.Layout, row, list))
        : null;
}
