using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Another of a household's people is its head.</summary>
internal static class ChangeHead
{
    /// <summary>The change.</summary>
    /// <param name="NewHeadId">The new head.</param>
    /// <param name="RelationOfOld">Relation of the old head to the new one; <c>other</c> when absent.</param>
    /// <param name="On">First day.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request(Guid NewHeadId, [PersonalData(DataClass.P1)] string? RelationOfOld, [PersonalData(DataClass.P1)] DateOnly? On, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/head", Handle).WithName("ChangeHead")
        .WithSummary("Change the head of a household").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        var relation = request.RelationOfOld ?? Domain.Households.Member.OtherRelation;
        if (!(await desk.Codes(ct)).Relations.Contains(relation))
            return EventRules.Relation("relationOfOld", relation);
        var (dossier, on) = (dossiers[id], request.On ?? desk.Today);
        if (LifeEvents.ChangeHead(dossier, request.NewHeadId, relation, on, desk.Today, desk.Now) is { } why)
            return why;
        return EventView.Of(await desk.Record(HouseholdEventKind.HeadChanged, dossier.Household, on, ground, new { newHeadId = request.NewHeadId }, ct), http.Response, dossier.Household);
    }
}
