using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Some of a household's people keep house on their own (tách hộ). The new household is not recognised until it is reviewed; the event links it to its origin.</summary>
internal static class SplitHousehold
{
    /// <summary>The split.</summary>
    /// <param name="On">First day on which they are two.</param>
    /// <param name="Members">Who goes; one of them is the head of the new household.</param>
    /// <param name="NewHeadId">Head of those who stay, when the head goes.</param>
    /// <param name="Hamlet">Hamlet of the new household; the same when absent.</param>
    /// <param name="Code">Its code on the commune's lists.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P1)] DateOnly? On, IReadOnlyList<Going>? Members, Guid? NewHeadId, [PersonalData(DataClass.P1)] string? Hamlet, [PersonalData(DataClass.P1)] string? Code, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    /// <summary>A person who goes.</summary>
    /// <param name="MemberId">The person.</param>
    /// <param name="Relation">Relation to the new head; <c>head</c> for the head.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Going(Guid MemberId, [PersonalData(DataClass.P1)] string? Relation);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/split", Handle).WithName("SplitHousehold")
        .WithSummary("Split a household (tách hộ)").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence);
        if (ground is null)
            return unfounded!;
        var (relations, _) = await desk.Codes(ct);
        var going = request.Members ?? [];
        if (going.FirstOrDefault(one => one.Relation is null || !relations.Contains(one.Relation)) is { } odd)
            return EventRules.Relation("members", odd.Relation);
        if (request.Hamlet is { Length: > 100 } || request.Hamlet?.Any(char.IsControl) == true || request.Code is { Length: > 30 } || request.Code?.Any(char.IsControl) == true)
            return Refusal.Invalid(new FieldFault("hamlet", "Tên thôn tối đa 100 ký tự, mã hộ tối đa 30 ký tự.", "A hamlet has at most 100 characters, a code at most 30."));
        var (origin, on) = (dossiers[id], request.On ?? desk.Today);
        var from = origin.Household;
        var hamlet = string.IsNullOrWhiteSpace(request.Hamlet) ? from.HamletName : PersonInput.Clean(request.Hamlet);
        var fresh = new Household
        {
            ProvinceCode = from.ProvinceCode,
            CommuneCode = from.CommuneCode,
            Id = Guid.CreateVersion7(desk.Now),
            Code = string.IsNullOrWhiteSpace(request.Code) ? null : PersonInput.Clean(request.Code).ToUpperInvariant(),
            HamletName = hamlet,
            HamletSearch = SearchName.Of(hamlet),
            HeadName = "",
            HeadSearch = "",
            AreaType = from.AreaType,
            IsIndigenousMinority = from.IsIndigenousMinority,
            InDifficultArea = from.InDifficultArea,
            RecordedAt = desk.Now,
            Version = 0,
        };
        var split = new Dossier(fresh, []);
        if (Separations.Split(origin, split, [.. going.Select(one => (one.MemberId, one.Relation!))], request.NewHeadId, on, desk.Today, desk.Now) is { } why)
            return why;
        desk.Db.Households.Add(fresh);
        var outcome = await desk.Record(HouseholdEventKind.Split, from, on, ground, new { newHouseholdId = fresh.Id, persons = fresh.Persons }, ct,
            (household, now) => new HouseholdSplit(Guid.CreateVersion7(now), now, household.Id, household.Version, household.ProvinceCode, household.CommuneCode, fresh.Id, on, household.Persons, fresh.Persons));
        return EventView.Of(outcome, http.Response, from, fresh);
    }
}
