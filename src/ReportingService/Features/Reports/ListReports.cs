using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>Which official reports there are on a date.</summary>
internal static class ListReports
{
    private const int Most = 100;

    /// <summary>An official report that can be asked for.</summary>
    /// <param name="ReportId">Number of the report.</param>
    /// <param name="TitleVi">Printed title.</param>
    /// <param name="TitleEn">Title in English.</param>
    /// <param name="LegalBasis">Act that prescribes it.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Response(int ReportId, string TitleVi, string TitleEn, string LegalBasis);

    public static void Map(RouteGroupBuilder reports) => reports.MapGet("/", Handle).WithName("ListReports")
        .WithSummary("Official reports in force on a date").RequireScope(Scopes.ReportsRead);

    private static async Task<Ok<List<Response>>> Handle(DateOnly? on, ReportingDb db, TimeProvider clock, CancellationToken ct)
    {
        var day = on ?? clock.Today();
        return TypedResults.Ok(await db.Layouts.AsNoTracking()
            .Where(row => row.ValidFrom <= day && (row.ValidTo == null || row.ValidTo >= day))
            .OrderBy(row => row.ReportId).Take(Most)
            .Select(row => new Response(row.ReportId, row.TitleVi, row.TitleEn, row.LegalBasis)).ToListAsync(ct));
    }
}
