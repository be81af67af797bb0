using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Something about one of a household's people had been recorded wrongly. The day from which it is true stays; what was known before stays readable.</summary>
internal static class CorrectMember
{
    /// <summary>The correction.</summary>
    /// <param name="Person">The person as recorded rightly; an absent number or occupation stays, and so does an old number that a new one replaces.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request(PersonInput? Person, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/members/{memberId:guid}/correction", Handle).WithName("CorrectMember")
        .WithSummary("Correct what was recorded wrongly about a member").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Guid memberId, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (request.Person is not { } input)
            return Refusal.Invalid(new FieldFault("person", "Gửi thông tin người được cải chính.", "Send the person."));
        var (relations, groups) = await desk.Codes(ct);
        if (input.Faults("person", relations, groups).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var dossier = dossiers[id];
        var person = input.ToMember(dossier.Household);
        if (await desk.Numbers.Give(person, input, memberId, ct) is { } busy)
            return busy;
        if (Corrections.Correct(dossier, memberId, person, input.OldNumber is "", desk.Today, desk.Now) is { } why)
            return why;
        return EventView.Of(
            await desk.Record(HouseholdEventKind.MemberCorrected, dossier.Household, dossier.Find(memberId)!.ValidFrom, ground, new { memberId }, ct), http.Response,
            await desk.Numbers.Warnings("person", dossier.Find(memberId)!, memberId, ct), dossier.Household);
    }
}
