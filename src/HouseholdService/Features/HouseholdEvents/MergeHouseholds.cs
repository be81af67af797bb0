using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>A household of the same commune joins this one (nhập hộ) and ends.</summary>
internal static class MergeHouseholds
{
    /// <summary>The merger.</summary>
    /// <param name="On">First day on which they are one.</param>
    /// <param name="JoiningId">The household that ends.</param>
    /// <param name="Members">Relations to the head of those who join; <c>other</c> when not given.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P1)] DateOnly? On, Guid JoiningId, IReadOnlyList<SplitHousehold.Going>? Members, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/merger", Handle).WithName("MergeHouseholds")
        .WithSummary("Let another household join this one (nhập hộ)").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct, request.JoiningId);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        var (relations, _) = await desk.Codes(ct);
        var joining = request.Members ?? [];
        if (joining.FirstOrDefault(one => one.Relation is null || !relations.Contains(one.Relation)) is { } odd)
            return EventRules.Relation("members", odd.Relation);
        var on = request.On ?? desk.Today;
        var (into, ending) = (dossiers[id], dossiers[request.JoiningId]);
        var wanted = joining.DistinctBy(one => one.MemberId).ToDictionary(one => one.MemberId, one => one.Relation!);
        if (Separations.Merge(into, ending, wanted, on, desk.Today, desk.Now) is { } why)
            return why;
        var outcome = await desk.Record(HouseholdEventKind.Merged, into.Household, on, ground, new { joinedHouseholdId = ending.Household.Id }, ct,
            (household, now) => new HouseholdMerged(Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, ending.Household.Id, on, household.Persons));
        return EventView.Of(outcome, http.Response, into.Household, ending.Household);
    }
}
