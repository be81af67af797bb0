using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Somebody of a household marries and lives with the household of the spouse, in the same commune.</summary>
internal static class RecordMarriage
{
    /// <summary>The marriage.</summary>
    /// <param name="MemberId">Who moves.</param>
    /// <param name="SpouseHouseholdId">Household of the spouse.</param>
    /// <param name="SpouseId">The spouse.</param>
    /// <param name="Relation">Relation to the head there.</param>
    /// <param name="On">First day with the spouse.</param>
    /// <param name="NewHeadId">Who follows, when the head moves.</param>
    /// <param name="Evidence">Number of the marriage certificate.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(Guid MemberId, Guid SpouseHouseholdId, Guid SpouseId, [PersonalData(DataClass.P1)] string? Relation, DateOnly? On, Guid? NewHeadId, string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/marriages", Handle).WithName("RecordMarriage")
        .WithSummary("Record a marriage: a member moves to the household of the spouse").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct, request.SpouseHouseholdId);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(null, request.Evidence);
        if (ground is null)
            return unfounded!;
        if (request.Relation is null || !(await desk.Codes(ct)).Relations.Contains(request.Relation))
            return EventRules.Relation("relation", request.Relation);
        var (from, into, on) = (dossiers[id], dossiers[request.SpouseHouseholdId], request.On ?? desk.Today);
        if (Separations.Marry(from, into, request.MemberId, request.SpouseId, request.Relation, request.NewHeadId, on, desk.Today, desk.Now) is { } why)
            return why;
        var facts = new { memberId = request.MemberId, spouseId = request.SpouseId, intoHouseholdId = into.Household.Id };
        return EventView.Of(await desk.Record(HouseholdEventKind.Married, from.Household, on, ground, facts, ct), http.Response, from.Household, into.Household);
    }
}
