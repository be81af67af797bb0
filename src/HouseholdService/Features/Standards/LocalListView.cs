using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>A decided list of a province's own standard.</summary>
/// <param name="Id">The list.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="StandardCode">Code of the province's standard.</param>
/// <param name="Year">Year of the review.</param>
/// <param name="DecisionNumber">Number of the decision.</param>
/// <param name="DecidedOn">Date of the decision.</param>
/// <param name="Signer">Who signed it, as printed.</param>
/// <param name="FileSha256">SHA-256 of the signed document.</param>
/// <param name="ContentHash">Fingerprint of households and classes, as for national lists.</param>
/// <param name="Poor">Households poor by the local lines only; these numbers are of the caller's hamlets, where the caller does not have the commune.</param>
/// <param name="NearPoor">Households near-poor by the local lines only.</param>
/// <param name="Persons">Persons in both.</param>
/// <param name="ReplacesId">The list that it corrects.</param>
[PersonalData(DataClass.P1)]
public sealed record LocalListView(
    Guid Id, string CommuneCode, string StandardCode, int Year, string DecisionNumber, DateOnly DecidedOn, string Signer, string FileSha256, string ContentHash, int Poor, int NearPoor, int Persons, Guid? ReplacesId)
{
    internal static LocalListView Of(LocalList row) => new(row.Id, row.CommuneCode, row.StandardCode, row.ReviewYear, row.DecisionNumber, row.DecidedOn, row.Signer, row.FileSha256, row.ContentHash, row.Poor, row.NearPoor,
        row.Persons, row.ReplacesId);

    /// <summary>Lists as callers see them who may have single hamlets: they are told the numbers of these.</summary>
    internal static async Task<List<LocalListView>> Of(HouseholdDb db, IReadOnlyCollection<LocalList> lists, CancellationToken ct)
    {
        Guid[] partly = [.. lists.Where(list => !db.Area.Contains(list.ProvinceCode, list.CommuneCode)).Select(list => list.Id)];
        List<LocalListEntry> entries = partly.Length == 0 ? [] : await db.LocalListEntries.AsNoTracking().Where(entry => partly.Contains(entry.ListId)).ToListAsync(ct);
        var own = entries.ToLookup(entry => entry.ListId);
        return [.. lists.Select(list => !partly.Contains(list.Id) ? Of(list) : Of(list) with
        {
            Poor = own[list.Id].Count(entry => entry.LocalClass == PovertyClass.Poor),
            NearPoor = own[list.Id].Count(entry => entry.LocalClass == PovertyClass.NearPoor),
            Persons = own[list.Id].Sum(entry => entry.Persons),
        })];
    }
}
