using PovertyPlatform.Contracts;
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
/// <param name="Poor">Households poor by the local lines only.</param>
/// <param name="NearPoor">Households near-poor by the local lines only.</param>
/// <param name="Persons">Persons in both.</param>
/// <param name="ReplacesId">The list that it corrects.</param>
[PersonalData(DataClass.P1)]
public sealed record LocalListView(
    Guid Id, string CommuneCode, string StandardCode, int Year, string DecisionNumber, DateOnly DecidedOn, string Signer, string FileSha256, string ContentHash, int Poor, int NearPoor, int Persons, Guid? ReplacesId)
{
    internal static LocalListView Of(LocalList row) => new(row.Id, row.CommuneCode, row.StandardCode, row.ReviewYear, row.DecisionNumber, row.DecidedOn, row.Signer, row.FileSha256, row.ContentHash, row.Poor, row.NearPoor,
        row.Persons, row.ReplacesId);
}
