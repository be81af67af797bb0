using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Which rows of an imported file went to which household.</summary>
internal static class ListPlacedRows
{
    /// <summary>Rows of one household.</summary>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Sheet">Sheet of the file, from 1.</param>
    /// <param name="FirstRow">First row as the spreadsheet numbers it.</param>
    /// <param name="LastRow">Last row.</param>
    /// <param name="Outcome">added, changed or unchanged.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid HouseholdId, int Sheet, int FirstRow, int LastRow, string Outcome);

    public static void Map(RouteGroupBuilder imports) => imports.MapGet("/{id:guid}/rows", Handle).WithName("ListPlacedRows")
        .WithSummary("Which rows of an imported file went to which household; of one household with householdId").RequireScope(Scopes.HouseholdsImport);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(Guid id, Guid? householdId, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (!await db.Set<ImportJob>().AnyAsync(job => job.Id == id, ct))
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await db.PlacedRows.AsNoTracking().Where(row => row.JobId == id && (householdId == null || row.HouseholdId == householdId) && row.HouseholdId.CompareTo(after) > 0)
            .OrderBy(row => row.HouseholdId).Take(size + 1).Select(row => new Item(row.HouseholdId, row.SheetNo + 1, row.FirstRow, row.LastRow, row.Outcome)).ToListAsync(ct);
        return TypedResults.Ok(new Page<Item>([.. found.Take(size)], found.Count > size ? IdCursor.After(found[size - 1].HouseholdId) : null));
    }
}
