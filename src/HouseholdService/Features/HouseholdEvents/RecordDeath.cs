using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Somebody of a household died. A head is followed by a new one; with the last person the household ends.</summary>
internal static class RecordDeath
{
    /// <summary>The death.</summary>
    /// <param name="MemberId">Who died.</param>
    /// <param name="On">The day.</param>
    /// <param name="NewHeadId">Who follows, when the head died.</param>
    /// <param name="Evidence">Number of the death certificate.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(Guid MemberId, DateOnly? On, Guid? NewHeadId, string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/deaths", Handle).WithName("RecordDeath")
        .WithSummary("Record a death").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(null, request.Evidence);
        if (ground is null)
            return unfounded!;
        var (dossier, on) = (dossiers[id], request.On ?? desk.Today);
        if (LifeEvents.Die(dossier, request.MemberId, request.NewHeadId, on, desk.Today, desk.Now) is { } why)
            return why;
        var outcome = await desk.Record(HouseholdEventKind.Died, dossier.Household, on, ground, new { memberId = request.MemberId, newHeadId = request.NewHeadId }, ct,
            dossier.Household.ClosedOn is null ? null : (household, now) => new HouseholdClosed(Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, on));
        return EventView.Of(outcome, http.Response, dossier.Household);
    }
}
