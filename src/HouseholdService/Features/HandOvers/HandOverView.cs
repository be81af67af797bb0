using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.HandOvers;

namespace PovertyPlatform.HouseholdService.Features.HandOvers;

/// <summary>A hand-over of a household between two communes; no person is named.</summary>
/// <param name="Id">The hand-over.</param>
/// <param name="HouseholdId">The household; the other commune may open it with a written reason.</param>
/// <param name="FromProvinceCode">Province that offers.</param>
/// <param name="FromCommuneCode">Commune that offers.</param>
/// <param name="ToProvinceCode">Province to which it is offered.</param>
/// <param name="ToCommuneCode">Commune to which it is offered.</param>
/// <param name="MovedOn">First day in the other commune.</param>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">Number of the paper.</param>
/// <param name="State">Where it stands.</param>
/// <param name="OfferedAt">When it was offered.</param>
/// <param name="ClosedAt">When it was accepted, refused or withdrawn.</param>
/// <param name="CloseReason">Why it was refused or withdrawn.</param>
/// <param name="EventId">The event of the household, once accepted.</param>
/// <param name="Recognition">What was recognised about the household and goes with it, once accepted.</param>
[PersonalData(DataClass.P1)]
public sealed record HandOverView(
    Guid Id, Guid HouseholdId, string FromProvinceCode, string FromCommuneCode, string ToProvinceCode, string ToCommuneCode, DateOnly MovedOn, string Reason, string Evidence,
    HandOverState State, DateTimeOffset OfferedAt, DateTimeOffset? ClosedAt, string? CloseReason, Guid? EventId, CarriedRecognition? Recognition)
{
    internal static HandOverView Of(HouseholdHandOver row) => new(
        row.Id, row.HouseholdId, row.ProvinceCode, row.CommuneCode, row.ToProvinceCode, row.ToCommuneCode, row.MovedOn, row.Reason, row.Evidence, row.State, row.OfferedAt, row.ClosedAt,
        row.CloseReason, row.EventId, row.ListId is { } list ? new CarriedRecognition(list, row.ListYear!.Value, row.DecisionNumber!, row.DecidedOn!.Value, row.Class!.Value, row.ExitDecidedOn, row.ListPersons) : null);
}
