using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>The same report as a workbook in the printed layout.</summary>
internal static class DownloadReport
{
    private const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/{id:int}.xlsx", Handle).WithName("DownloadReport")
        .WithSummary("Official report of an area on a date, as a workbook ready to print").RequireScope(Scopes.ReportsRead).WithDailyBudget("reports")
        .Produces(200, contentType: ContentType);

    private static async Task<Results<FileStreamHttpResult, Refusal>> Handle(
        int id, string? areaCode, DateOnly? on, DateOnly? since, ReportingDb db, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var (report, refusal) = await ReportRequest.Answer(id, areaCode, on, since, db, actor, scope, clock, ct);
        if (report is null)
            return refusal!;
        // A province has some hundred lines: the workbook fits in memory many times over.
        var file = new MemoryStream();
        PrintedReport.Write(file, report);
        file.Position = 0;
        return TypedResults.File(file, ContentType, $"bao-cao-{id}-{report.AreaCode}-{report.On:yyyy-MM-dd}.xlsx");
    }
}
