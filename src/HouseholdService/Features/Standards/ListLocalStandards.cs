using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>Provinces' own standards.</summary>
internal static class ListLocalStandards
{
    private const int Most = 500;

    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/local", Handle).WithName("ListLocalStandards")
        .WithSummary("Provinces' own, higher standards").RequireScope(Scopes.ReferenceRead);

    private static async Task<Ok<IReadOnlyList<LocalStandardView>>> Handle(string? provinceCode, DateOnly? on, HouseholdDb db, CancellationToken ct) => TypedResults.Ok<IReadOnlyList<LocalStandardView>>(
        [.. (await db.LocalStandards.AsNoTracking().Where(row => (provinceCode == null || row.ProvinceCode == provinceCode) && (on == null || (row.ValidFrom <= on && row.ValidTo >= on)))
            .OrderBy(row => row.ProvinceCode).ThenBy(row => row.ValidFrom).Take(Most).ToListAsync(ct)).Select(LocalStandardView.Of)]);
}
