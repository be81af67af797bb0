using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Data;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>Questions about hand-overs. A row belongs to the side that offers; the other side sees it too, by this filter and by row security.</summary>
internal static class HandOverQueries
{
    private static readonly string[] OneSided = [AreaBoundContext.AreaFilter];

    /// <summary>Hand-overs of which the caller's areas are one side.</summary>
    public static IQueryable<HouseholdHandOver> HandOversOfBothSides(this HouseholdDb db)
    {
        var (everywhere, provinces, communes) = (db.Area.IsNationwide, db.Area.Provinces.ToArray(), db.Area.Communes.ToArray());
        return db.HandOvers.IgnoreQueryFilters(OneSided).Where(row => everywhere || provinces.Contains(row.ProvinceCode) || communes.Contains(row.CommuneCode)
            || provinces.Contains(row.ToProvinceCode) || communes.Contains(row.ToCommuneCode));
    }

    /// <summary>Year of a draft list on which the household stands, or null.</summary>
    public static async Task<int?> DraftWith(this HouseholdDb db, Guid household, CancellationToken ct) =>
        await (from entry in db.ListEntries
               join list in db.Lists on entry.ListId equals list.Id
               where entry.HouseholdId == household && list.State == ListState.Draft
               select (int?)list.ReviewYear).FirstOrDefaultAsync(ct);

    /// <summary>Why the commune that holds the household has to finish something first, or null.</summary>
    public static async Task<ServiceDefaults.Errors.Refusal?> WhyNotYet(this HouseholdDb db, Guid household, CancellationToken ct)
    {
        if (await db.DraftWith(household, ct) is { } year)
            return HandOverRules.OnDraftList(year);
        return await db.ReviewCases.AnyAsync(found => found.HouseholdId == household && found.State != CaseState.Closed, ct) ? HandOverRules.UnderReview : null;
    }

    /// <summary>The recognition that holds for a household, or null.</summary>
    public static async Task<CarriedRecognition?> RecognitionOf(this HouseholdDb db, Guid household, CancellationToken ct) => (await db.RecognitionsOf([household], ct)).GetValueOrDefault(household);

    /// <summary>The recognition that holds for each household: of the newest list in force that has it, or one that came with an earlier hand-over.</summary>
    public static async Task<Dictionary<Guid, CarriedRecognition>> RecognitionsOf(this HouseholdDb db, Guid[] households, CancellationToken ct)
    {
        var listed = await (from entry in db.ListEntries.AsNoTracking()
                            join list in db.ListsInForce() on entry.ListId equals list.Id
                            where households.Contains(entry.HouseholdId)
                            orderby list.ReviewYear descending, list.DecidedOn descending
                            select new { entry.HouseholdId, Is = new CarriedRecognition(list.Id, list.ReviewYear, list.DecisionNumber!, list.DecidedOn!.Value, entry.Class, entry.ExitDecidedOn, entry.Persons) }).ToListAsync(ct);
        var recognitions = listed.DistinctBy(one => one.HouseholdId).ToDictionary(one => one.HouseholdId, one => one.Is);
        var carried = await db.HandOversOfBothSides().AsNoTracking().Where(row => households.Contains(row.HouseholdId) && row.State == HandOverState.Accepted && row.ListId != null)
            .OrderByDescending(row => row.ListYear).ThenByDescending(row => row.DecidedOn).ToListAsync(ct);
        foreach (var row in carried.DistinctBy(row => row.HouseholdId))
            if (!recognitions.TryGetValue(row.HouseholdId, out var newer) || newer.Year < row.ListYear)
                recognitions[row.HouseholdId] = new CarriedRecognition(row.ListId!.Value, row.ListYear!.Value, row.DecisionNumber!, row.DecidedOn!.Value, row.Class!.Value, row.ExitDecidedOn, row.ListPersons);
        return recognitions;
    }

    /// <summary>Those of the households that were handed over from the commune.</summary>
    public static async Task<HashSet<Guid>> HandedOver(this HouseholdDb db, string provinceCode, string communeCode, IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var ids = households.ToArray();
        return ids.Length == 0 ? [] : [.. await db.HandOvers.Where(row => row.ProvinceCode == provinceCode && row.CommuneCode == communeCode && row.State == HandOverState.Accepted && ids.Contains(row.HouseholdId))
            .Select(row => row.HouseholdId).ToListAsync(ct)];
    }

    /// <summary>
    /// Brings the entries of a commune's list up to where households live now: those that were handed over are gone, those that came stand with the class that came with
    /// them, unless the commune's own list is as new. What came recognised for the year itself is told apart: the other commune decided about that year.
    /// </summary>
    /// <param name="db">The registry.</param>
    /// <param name="entries">Entries of the list in force before the year.</param>
    /// <param name="provinceCode">Province.</param>
    /// <param name="communeCode">Commune.</param>
    /// <param name="listYear">Year of those entries, or null.</param>
    /// <param name="year">Year of the list to come.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Households whose class of the year itself came with them.</returns>
    public static async Task<HashSet<Guid>> FollowMoves(
        this HouseholdDb db, Dictionary<Guid, PovertyListEntry> entries, string provinceCode, string communeCode, int? listYear, int year, CancellationToken ct)
    {
        var came = await (from row in db.HandOversOfBothSides().AsNoTracking()
                          join household in db.Households.AsNoTracking() on new { Id = row.HouseholdId, Commune = row.ToCommuneCode, Province = row.ToProvinceCode }
                              equals new { household.Id, Commune = household.CommuneCode, Province = household.ProvinceCode }
                          where row.State == HandOverState.Accepted && row.ToProvinceCode == provinceCode && row.ToCommuneCode == communeCode && row.ListId != null
                          orderby row.ClosedAt
                          select new { Offer = row, Household = household }).ToListAsync(ct);
        var decided = new HashSet<Guid>();
        foreach (var one in came)
        {
            var (id, yearOf) = (one.Household.Id, one.Offer.ListYear!.Value);
            if (yearOf >= year)
                decided.Add(id);
            else if (!entries.ContainsKey(id) || yearOf > listYear)
                entries[id] = Carried(one.Offer, one.Household);
        }

        var living = came.Select(one => one.Household.Id).ToHashSet();
        var gone = await db.HandedOver(provinceCode, communeCode, [.. entries.Keys.Where(id => !living.Contains(id))], ct);
        var back = gone.Count == 0 ? [] : await db.Households.Where(row => gone.Contains(row.Id) && row.ProvinceCode == provinceCode && row.CommuneCode == communeCode).Select(row => row.Id).ToListAsync(ct);
        foreach (var id in gone.Except(back))
            entries.Remove(id);
        return decided;
    }

    private static PovertyListEntry Carried(HouseholdHandOver offer, Domain.Households.Household household) => new()
    {
        ProvinceCode = household.ProvinceCode,
        CommuneCode = household.CommuneCode,
        ListId = offer.ListId!.Value,
        HouseholdId = household.Id,
        Class = offer.Class ?? PovertyClass.Undetermined,
        StandardCode = "",
        AreaType = household.AreaType,
        HouseholdCode = household.Code,
        HamletName = household.HamletName,
        HeadName = household.HeadName,
        Persons = household.Persons,
    };
}
