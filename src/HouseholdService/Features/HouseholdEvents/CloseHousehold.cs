using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>A household ends: all its people left for places that the registry does not know.</summary>
internal static class CloseHousehold
{
    /// <summary>The end.</summary>
    /// <param name="On">First day on which nobody lived in it.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P1)] DateOnly? On, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/closing", Handle).WithName("CloseHousehold")
        .WithSummary("Record that nobody lives in a household any more").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        var (dossier, on) = (dossiers[id], request.On ?? desk.Today);
        if (LifeEvents.Close(dossier, on, desk.Today, desk.Now) is { } why)
            return why;
        var outcome = await desk.Record(HouseholdEventKind.Closed, dossier.Household, on, ground, null, ct,
            (household, now) => new HouseholdClosed(Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, on));
        return EventView.Of(outcome, http.Response, dossier.Household);
    }
}
