using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Escapes;

namespace PovertyPlatform.HouseholdService.Features.ExpectedEscapes;

/// <summary>A list of households expected to escape.</summary>
/// <param name="Id">The list.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="Year">Year.</param>
/// <param name="Version">Version, from 1.</param>
/// <param name="State">Draft or Frozen.</param>
/// <param name="Households">Households on it; of the caller's hamlets, where the caller does not have the commune.</param>
/// <param name="DecisionNumber">Decision that froze it.</param>
/// <param name="DecidedOn">Its date.</param>
[PersonalData(DataClass.P1)]
public sealed record EscapeListView(Guid Id, string CommuneCode, int Year, int Version, ExpectedListState State, int Households, string? DecisionNumber, DateOnly? DecidedOn)
{
    /// <summary>The list as callers see it.</summary>
    /// <param name="list">The list.</param>
    /// <param name="ofHamlet">Households of the caller's hamlets on it, where the caller does not have the commune.</param>
    public static EscapeListView Of(ExpectedEscapeList list, int? ofHamlet = null) => new(list.Id, list.CommuneCode, list.Year, list.Version, list.State, ofHamlet ?? list.Households, list.DecisionNumber, list.DecidedOn);
}
