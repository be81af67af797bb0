using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Lists;

namespace PovertyPlatform.HouseholdService.Features.Lists;

/// <summary>A commune's list of a year.</summary>
/// <param name="Id">The list.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="Year">Year of the list.</param>
/// <param name="State"><c>Draft</c> or <c>Recognised</c>; a recognised list never changes.</param>
/// <param name="StandardCode">Poverty standard under which classes were computed.</param>
/// <param name="Poor">Poor households.</param>
/// <param name="NearPoor">Near-poor households.</param>
/// <param name="AverageLiving">Average-living farm households.</param>
/// <param name="Escaped">Households out of poverty or near-poverty by this list.</param>
/// <param name="DraftedAt">When it was drafted last.</param>
/// <param name="DecisionNumber">Number of the decision that recognised it.</param>
/// <param name="DecidedOn">Legal date of the decision.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="EffectiveFrom">First day on which its classes hold.</param>
/// <param name="ReplacesListId">The list that this one corrects.</param>
/// <param name="ReplacesDecisionNumber">Decision of that list.</param>
/// <param name="ContentHash">SHA-256 over household id and class of every entry, ordered by id.</param>
[PersonalData(DataClass.P1)]
public sealed record ListView(
    Guid Id, string ProvinceCode, string CommuneCode, int Year, string State, string StandardCode, int Poor, int NearPoor, int AverageLiving, int Escaped,
    DateTimeOffset DraftedAt, string? DecisionNumber, DateOnly? DecidedOn, string? Signer, DateOnly? EffectiveFrom, Guid? ReplacesListId,
    string? ReplacesDecisionNumber, string? ContentHash)
{
    /// <summary>The list as callers see it.</summary>
    public static ListView Of(PovertyList list) => new(
        list.Id, list.ProvinceCode, list.CommuneCode, list.ReviewYear, list.State.ToString(), list.StandardCode, list.PoorHouseholds, list.NearPoorHouseholds,
        list.AverageLivingHouseholds, list.EscapedHouseholds, list.DraftedAt, list.DecisionNumber, list.DecidedOn, list.Signer, list.EffectiveFrom,
        list.ReplacesListId, list.ReplacesDecisionNumber, list.ContentHash);
}
