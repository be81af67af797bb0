using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Lists;

/// <summary>Reads what drafting and checking a list looks at. Bounded by one commune: some thousand households at the most.</summary>
internal static class ListMaterials
{
    /// <summary>Households that may come on the list: reviewed in the year, on the list in force before it, or on the list that a correction replaces.</summary>
    public static async Task<IReadOnlyList<ListCandidate>> Candidates(this HouseholdDb db, PovertyList list, CancellationToken ct)
    {
        var before = await db.ListBefore(list.ProvinceCode, list.CommuneCode, list.ReviewYear, ct);
        var previous = await db.EntriesOf(before?.Id, ct);
        var decided = await db.FollowMoves(previous, list.ProvinceCode, list.CommuneCode, before?.ReviewYear, list.ReviewYear, ct);
        var replaced = await db.EntriesOf(list.ReplacesListId, ct);
        var reviews = (await db.Reviews.AsNoTracking()
                .Where(review => review.ProvinceCode == list.ProvinceCode && review.CommuneCode == list.CommuneCode && review.ReviewYear == list.ReviewYear)
                .ToListAsync(ct))
            .GroupBy(review => review.HouseholdId)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(review => review.ReviewedOn).ThenByDescending(review => review.Id).First());
        var ids = reviews.Keys.Union(previous.Keys).Where(id => !decided.Contains(id)).Union(replaced.Keys).ToArray();
        var households = await db.Households.AsNoTracking()
            .Where(household => household.ProvinceCode == list.ProvinceCode && household.CommuneCode == list.CommuneCode && ids.Contains(household.Id))
            .ToDictionaryAsync(household => household.Id, ct);
        var away = await db.HandedOver(list.ProvinceCode, list.CommuneCode, [.. replaced.Keys.Where(id => !households.ContainsKey(id))], ct);
        var onRequest = await db.ReviewsOnRequest(list, ct);
        return [.. ids.Select(id => new ListCandidate(
            id, households.GetValueOrDefault(id), reviews.GetValueOrDefault(id), previous.GetValueOrDefault(id), replaced.GetValueOrDefault(id),
            reviews.TryGetValue(id, out var review) && onRequest.Contains(review.Id), away.Contains(id)))];
    }

    /// <summary>Who lives in the households on the day.</summary>
    public static async Task<IReadOnlyDictionary<Guid, HouseholdMembers>> MembersOf(
        this HouseholdDb db, PovertyList list, IReadOnlyCollection<Guid> households, DateOnly day, CancellationToken ct)
    {
        var ids = households as Guid[] ?? [.. households];
        var members = await db.Members.AsNoTracking()
            .Where(member => member.ProvinceCode == list.ProvinceCode && ids.Contains(member.HouseholdId) && (member.LeftOn == null || member.LeftOn > day))
            .ToListAsync(ct);
        return members.GroupBy(member => member.HouseholdId).ToDictionary(group => group.Key, group => new HouseholdMembers(
            group.Count(), group.Count(member => member.IsAdultOn(day)), group.Count(member => member.RelationCode == Member.HeadRelation)));
    }

    /// <summary>Everything a check looks at.</summary>
    public static async Task<ListMaterial> Material(this HouseholdDb db, PovertyList list, ReferencePages pages, DateOnly day, CancellationToken ct)
    {
        var standard = pages.Standards.Of(list.StandardCode) ?? throw new InvalidOperationException($"Standard {list.StandardCode} of list {list.Id} is not loaded.");
        var candidates = await db.Candidates(list, ct);
        var fresh = ListDraft.Of(list, standard, candidates);
        var stored = (await db.EntriesOf(list.Id, ct)).Values.OrderBy(entry => entry.HouseholdId).ToList();
        var members = await db.MembersOf(list, [.. fresh.Select(entry => entry.HouseholdId)], day, ct);
        var population = await db.AreaPopulations.AsNoTracking().FirstOrDefaultAsync(
            row => row.ProvinceCode == list.ProvinceCode && row.CommuneCode == list.CommuneCode && row.Year == list.ReviewYear, ct);
        var hasPrevious = await db.ListBefore(list.ProvinceCode, list.CommuneCode, list.ReviewYear, ct) is not null;
        return new ListMaterial(list, stored, fresh, candidates.ToDictionary(candidate => candidate.HouseholdId), members, standard, hasPrevious, population, pages.Areas, day,
            await db.Procedure(list, pages.Reviews, day, ct));
    }

    /// <summary>Entries of a list by household; none for no list.</summary>
    public static async Task<Dictionary<Guid, PovertyListEntry>> EntriesOf(this HouseholdDb db, Guid? listId, CancellationToken ct) => listId is null
        ? []
        : await db.ListEntries.AsNoTracking().Where(entry => entry.ListId == listId).ToDictionaryAsync(entry => entry.HouseholdId, ct);
}
