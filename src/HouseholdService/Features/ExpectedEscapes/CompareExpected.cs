using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Domain.Escapes;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ExpectedEscapes;

/// <summary>Compares the frozen list with who really left by the recognised list of the year, by hamlet.</summary>
internal static class CompareExpected
{
    public static void Map(RouteGroupBuilder escapes) => escapes.MapGet("/{id:guid}/comparison", Handle).WithName("CompareExpected")
        .WithSummary("Expected against real escapes, by hamlet").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<IReadOnlyList<EscapeComparison>>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct)
    {
        if (await db.ExpectedEscapeLists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } expected)
            return Refusal.NotFound;
        if (expected.State != ExpectedListState.Frozen)
            return Refusal.Conflict("not-frozen", "Danh sách dự kiến chưa được chốt.", "The list of expected escapes is not frozen.");
        if (await db.ListsInForce().AsNoTracking().FirstOrDefaultAsync(list => list.ProvinceCode == expected.ProvinceCode && list.CommuneCode == expected.CommuneCode && list.ReviewYear == expected.Year, ct) is not { } list)
            return Refusal.Conflict("not-recognised", "Danh sách của năm chưa được công nhận.", "The list of the year is not recognised yet.");
        var hoped = await db.ExpectedEscapes.AsNoTracking().Where(row => row.ListId == id).Select(row => new { row.HouseholdId, row.HamletName }).ToListAsync(ct);
        var left = await db.ListEntries.AsNoTracking().Where(row => row.ListId == list.Id && row.ExitFromClass != null).Select(row => new { row.HouseholdId, row.HamletName }).ToListAsync(ct);
        return TypedResults.Ok(EscapeComparison.Of(hoped.Select(row => (row.HouseholdId, row.HamletName)), left.Select(row => (row.HouseholdId, row.HamletName))));
    }
}
