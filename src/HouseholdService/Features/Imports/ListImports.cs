using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Imports of the caller's communes, the newest first.</summary>
internal static class ListImports
{
    public static void Map(RouteGroupBuilder imports) => imports.MapGet("", Handle).WithName("ListImports")
        .WithSummary("Imports of your communes, newest first").RequireScope(Scopes.HouseholdsImport);

    /// <param name="communeCode">Only this commune.</param>
    /// <param name="year">Only this review year.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">Items in the page.</param>
    private static async Task<Results<Ok<Page<ImportItem>>, Refusal>> Handle(string? communeCode, short? year, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        // Ids are of version 7: they order as the uploads did.
        Guid? before = cursor is null ? null : Guid.TryParseExact(cursor, "N", out var id) ? id : Guid.Empty;
        var size = limit ?? PageSize.Usual;
        var jobs = await db.Set<ImportJob>().AsNoTracking()
            .Where(job => (communeCode == null || job.CommuneCode == communeCode) && (year == null || job.Year == year) && (before == null || job.Id < before))
            .OrderByDescending(job => job.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<ImportItem>([.. jobs.Take(size).Select(ImportItem.Of)], jobs.Count > size ? jobs[size - 1].Id.ToString("N") : null));
    }
}
