using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Duplicates;

/// <summary>Looks for doubles of one commune's households, in the background.</summary>
internal static class SearchDuplicates
{
    /// <summary>A search.</summary>
    /// <param name="CommuneCode">The commune whose households are looked for.</param>
    /// <param name="Reach">Among whom: the commune (usual), its province or the country; the reach lies inside the caller's area.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string CommuneCode, SearchReach? Reach);

    public static void Map(RouteGroupBuilder searches) => searches.MapPost("", Handle).WithName("SearchDuplicates")
        .WithSummary("Look for suspected duplicates of a commune's households").RequireScope(Scopes.DuplicatesSettle).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Accepted<DuplicateSearchView>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if ((await book.Open(ct)).Areas.On(request.CommuneCode, clock.Today()) is not { } commune)
            return Refusal.Invalid(new FieldFault("communeCode", "Không có xã nào mang mã này hôm nay.", "No commune carries this code today."));
        var reach = request.Reach ?? SearchReach.Commune;
        var isInside = reach switch
        {
            SearchReach.Commune => actor.Area.Contains(commune.ProvinceCode, commune.Code),
            SearchReach.Province => actor.Area.ContainsProvince(commune.ProvinceCode),
            _ => actor.Area.IsNationwide,
        };
        if (!isInside)
            return Refusal.AreaOutside;
        // One search of a commune at a time; who asks again meanwhile gets the one that runs.
        if (await db.DuplicateSearches.AsNoTracking().FirstOrDefaultAsync(
            row => row.CommuneCode == commune.Code && row.Reach == reach && (row.State == SearchState.Queued || row.State == SearchState.Running), ct) is { } running)
            return Accepted(running);
        var search = new DuplicateSearch
        {
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            Reach = reach,
            RequestedBy = actor.Id,
            RequestedAt = clock.GetUtcNow(),
        };
        db.DuplicateSearches.Add(search);
        db.Audit(AuditEntry.Of(actor, "duplicates.search", "duplicate-search", search.Id, clock.GetUtcNow(), commune.ProvinceCode, commune.Code));
        return await db.Save(ct) is { } other ? other : Accepted(search);
    }

    private static Accepted<DuplicateSearchView> Accepted(DuplicateSearch search) => TypedResults.Accepted($"/household/v1/duplicate-searches/{search.Id}", DuplicateSearchView.Of(search));
}
