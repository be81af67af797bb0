using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HandOvers;

/// <summary>An offer ends without a move: the other commune refuses it, or the one that offered takes it back. The household stays as it is.</summary>
internal static class EndHandOver
{
    /// <summary>Why.</summary>
    /// <param name="Reason">Reason; the other commune reads it.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder handOvers)
    {
        handOvers.MapPost("/{id:guid}/refusal", Refuse).WithName("RefuseHandOver")
            .WithSummary("Refuse a household that another commune offers").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);
        handOvers.MapPost("/{id:guid}/withdrawal", Withdraw).WithName("WithdrawHandOver")
            .WithSummary("Take back an offer that is not answered yet").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);
    }

    private static Task<Results<Ok<HandOverView>, Refusal>> Refuse(Guid id, Request request, HandOverDesk desk, EventDesk events, Actor actor, HttpContext http, CancellationToken ct) =>
        End(id, request, HandOverDesk.Side.Receiving, "hand-over-refuse", desk, (offer, reason) => offer.Refuse(actor.Id, events.Now, reason), http, ct);

    private static Task<Results<Ok<HandOverView>, Refusal>> Withdraw(Guid id, Request request, HandOverDesk desk, EventDesk events, Actor actor, HttpContext http, CancellationToken ct) =>
        End(id, request, HandOverDesk.Side.Offering, "hand-over-withdraw", desk, (offer, reason) => offer.Withdraw(actor.Id, events.Now, reason), http, ct);

    private static async Task<Results<Ok<HandOverView>, Refusal>> End(
        Guid id, Request request, HandOverDesk.Side side, string action, HandOverDesk desk, Action<HouseholdHandOver, string> end, HttpContext http, CancellationToken ct)
    {
        var (offer, refusal) = await desk.Open(id, side, http.Request, ct);
        if (refusal is not null)
            return refusal;
        if (HandOverRules.WhyNot(request.Reason) is { } fault)
            return HandOverRules.Faulty(fault);
        end(offer!, request.Reason!.Trim());
        await desk.Close(offer!, action, ct);
        return TypedResults.Ok(HandOverView.Of(offer!));
    }
}
