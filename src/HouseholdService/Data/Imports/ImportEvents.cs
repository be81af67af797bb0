using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>A household that the merge added or changed.</summary>
/// <param name="Id">The household.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Persons">Members.</param>
/// <param name="ReviewedOn">Date of the review.</param>
/// <param name="Class">Class computed from the answers.</param>
/// <param name="Changes">1 size or area, 2 other facts, 4 members, 8 review.</param>
/// <param name="IsNew">It was not in the registry before.</param>
/// <param name="ReviewId">Id made for the review; serves as the id of the audit line.</param>
internal readonly record struct ChangedHousehold(Guid Id, long Version, short Persons, DateOnly ReviewedOn, short Class, short Changes, bool IsNew, Guid ReviewId)
{
    /// <summary>Its size or area changed, or it is new.</summary>
    public bool IsRegistered => (Changes & 1) != 0;

    /// <summary>Its review is new or has other answers.</summary>
    public bool IsReviewed => (Changes & 8) != 0;
}

/// <summary>What an import says: only what changed.</summary>
internal static class ImportEvents
{
    public static IEnumerable<IIntegrationEvent> Of(IEnumerable<ChangedHousehold> changed, MergeContext import, DateTimeOffset now)
    {
        var ids = new AscendingIds(now);
        foreach (var household in changed)
        {
            if (household.IsRegistered)
                yield return new HouseholdRegistered(
                    ids.Next(), now, household.Id, household.Version - (household.IsReviewed ? 1 : 0), import.ProvinceCode, import.CommuneCode, import.AreaType, household.Persons);
            if (household.IsReviewed)
                yield return new HouseholdReviewed(
                    ids.Next(), now, household.Id, household.Version, import.ProvinceCode, import.CommuneCode, import.Year, household.ReviewedOn, import.StandardCode,
                    (PovertyClass)household.Class);
        }
    }
}
