using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HandOvers;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.HandOvers;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HandOvers;

/// <summary>The commune where a household lives now takes it over. What was recognised about it holds until the next list here.</summary>
internal static class AcceptHandOver
{
    private const int LongestHamlet = 100;
    private const int LongestCode = 30;

    /// <summary>Where it lives.</summary>
    /// <param name="Hamlet">Hamlet of this commune.</param>
    /// <param name="Code">Its code on this commune's lists; none when absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Hamlet, string? Code);

    public static void Map(RouteGroupBuilder handOvers) => handOvers.MapPost("/{id:guid}/acceptance", Handle).WithName("AcceptHandOver")
        .WithSummary("Take over a household that another commune offers").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<HandOverView>, Refusal>> Handle(
        Guid id, Request request, HandOverDesk desk, EventDesk events, ReferenceBook book, Actor actor, AreaScope scope, HttpContext http, CancellationToken ct)
    {
        var (offer, refusal) = await desk.Open(id, HandOverDesk.Side.Receiving, http.Request, ct);
        if (refusal is not null)
            return refusal;
        if (string.IsNullOrWhiteSpace(request.Hamlet) || request.Hamlet.Length > LongestHamlet || request.Hamlet.Any(char.IsControl))
            return HandOverRules.Faulty(new FieldFault("hamlet", $"Ghi tên thôn của xã nhận, tối đa {LongestHamlet} ký tự.", $"Name the hamlet in this commune, at most {LongestHamlet} characters."));
        if (request.Code is { Length: > LongestCode } || request.Code?.Any(char.IsControl) == true)
            return HandOverRules.Faulty(new FieldFault("code", $"Mã hộ tối đa {LongestCode} ký tự, trên một dòng.", $"A household code has at most {LongestCode} characters, in one line."));
        if (actor.Id == offer!.OfferedBy)
            return HandOverRules.SecondPerson;
        var (commune, unknown) = AreaRequest.Commune((await book.Open(ct)).Areas, offer.ToCommuneCode, events.Today, scope);
        if (commune is null)
            return unknown!;
        var code = string.IsNullOrWhiteSpace(request.Code) ? null : PersonInput.Clean(request.Code).ToUpperInvariant();
        var (_, why) = await desk.Accept(offer, commune, PersonInput.Clean(request.Hamlet), code, ct);
        return why is null ? TypedResults.Ok(HandOverView.Of(offer)) : why;
    }
}
