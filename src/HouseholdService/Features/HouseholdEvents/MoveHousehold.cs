using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>A household lives in another hamlet of its commune. To another commune it is handed over.</summary>
internal static class MoveHousehold
{
    /// <summary>The move.</summary>
    /// <param name="Hamlet">The hamlet.</param>
    /// <param name="On">First day there.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P1)] string? Hamlet, [PersonalData(DataClass.P1)] DateOnly? On, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/move", Handle).WithName("MoveHousehold")
        .WithSummary("Move a household to another hamlet of its commune").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        if (string.IsNullOrWhiteSpace(request.Hamlet) || request.Hamlet.Length > 100 || request.Hamlet.Any(char.IsControl))
            return Refusal.Invalid(new FieldFault("hamlet", "Ghi tên thôn, tối đa 100 ký tự.", "Name the hamlet, at most 100 characters."));
        var (dossier, on) = (dossiers[id], request.On ?? desk.Today);
        if (LifeEvents.Move(dossier, PersonInput.Clean(request.Hamlet), on, desk.Today, desk.Now) is { } why)
            return why;
        return EventView.Of(await desk.Record(HouseholdEventKind.Moved, dossier.Household, on, ground, null, ct), http.Response, dossier.Household);
    }
}
