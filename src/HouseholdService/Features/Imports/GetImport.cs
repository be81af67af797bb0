using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>How far an import is, and what it came to.</summary>
internal static class GetImport
{
    public static void Map(RouteGroupBuilder imports) => imports.MapGet("/{id:guid}", Handle).WithName("GetImport")
        .WithSummary("State, progress and counts of an import").RequireScope(Scopes.HouseholdsImport);

    private static async Task<Results<Ok<ImportItem>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct) =>
        await db.Set<ImportJob>().AsNoTracking().FirstOrDefaultAsync(job => job.Id == id, ct) is { } job ? TypedResults.Ok(ImportItem.Of(job)) : Refusal.NotFound;
}
