using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Data.HandOvers;

/// <summary>Recognised households that came to an area or left it between two lists, each with the class and the persons that went along.</summary>
/// <param name="CameFirst">What came with households that were elsewhere when the period began.</param>
/// <param name="Left">Households that are elsewhere when it ends.</param>
internal sealed record ListMoves(IReadOnlyDictionary<Guid, (PovertyClass Class, short? Persons)> CameFirst, IReadOnlySet<Guid> Left)
{
    /// <summary>Looks for the hand-overs across the border of an area that carried what its opening lists, or later ones, said.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="opening">Communes of the area, with the year of their opening list; 0 where there was none.</param>
    /// <param name="year">Year of the closing lists.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ListMoves> Of(HouseholdDb db, IReadOnlyDictionary<string, int> opening, int year, CancellationToken ct)
    {
        var communes = opening.Keys.ToArray();
        var rows = await db.HandOversOfBothSides().AsNoTracking()
            .Where(row => row.State == HandOverState.Accepted && row.ListId != null && row.ListYear < year && communes.Contains(row.CommuneCode) != communes.Contains(row.ToCommuneCode))
            .OrderBy(row => row.ClosedAt).Select(row => new { row.HouseholdId, row.CommuneCode, row.ToCommuneCode, row.ListYear, row.Class, row.ListPersons }).ToListAsync(ct);
        // What an earlier list said was counted in the movement of its own year.
        var moves = rows.Where(row => row.ListYear >= opening.GetValueOrDefault(row.CommuneCode, opening.GetValueOrDefault(row.ToCommuneCode))).ToLookup(row => row.HouseholdId);
        return new ListMoves(
            moves.Where(household => opening.ContainsKey(household.First().ToCommuneCode)).ToDictionary(household => household.Key, household => (household.First().Class!.Value, household.First().ListPersons)),
            moves.Where(household => opening.ContainsKey(household.Last().CommuneCode)).Select(household => household.Key).ToHashSet());
    }
}
