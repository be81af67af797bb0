using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Something about a household had been recorded wrongly. The day from which it is true stays; what was known before stays readable.</summary>
internal static class CorrectHousehold
{
    /// <summary>The correction; what is absent stays.</summary>
    /// <param name="Facts">Facts as they should be.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request(Corrections.HouseholdFacts? Facts, [PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/correction", Handle).WithName("CorrectHousehold")
        .WithSummary("Correct what was recorded wrongly about a household").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (request.Facts is not { } facts)
            return Refusal.Invalid(new FieldFault("facts", "Gửi nội dung cải chính.", "Send what is to be corrected."));
        var dossier = dossiers[id];
        var (telephone, busy) = await desk.Numbers.Telephone(id, facts.Telephone, ct);
        if (busy is not null)
            return busy;
        if (Corrections.Correct(dossier, facts, telephone, desk.Today, desk.Now) is { } why)
            return why;
        return EventView.Of(await desk.Record(HouseholdEventKind.HouseholdCorrected, dossier.Household, dossier.Household.ValidFrom, ground, null, ct), http.Response, dossier.Household);
    }
}
