using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>A child was born into a household; it belongs to it from its birth date, however late that is told.</summary>
internal static class RecordBirth
{
    /// <summary>The birth.</summary>
    /// <param name="Child">The child, with its birth date.</param>
    /// <param name="Evidence">Number of the birth certificate.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(PersonInput? Child, string? Evidence);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/births", Handle).WithName("RecordBirth")
        .WithSummary("Record a birth").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        var (dossiers, refusal) = await desk.Open(id, http.Request, ct);
        if (refusal is not null)
            return refusal;
        var (ground, unfounded) = Ground.Of(null, request.Evidence);
        if (ground is null)
            return unfounded!;
        if (request.Child is not { } input)
            return Refusal.Invalid(new FieldFault("child", "Gửi thông tin trẻ.", "Send the child."));
        var (relations, groups) = await desk.Codes(ct);
        if (input.Faults("child", relations, groups).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var dossier = dossiers[id];
        var child = input.ToMember(dossier.Household);
        if (await desk.Numbers.Give(child, input, child.Id, ct) is { } busy)
            return busy;
        if (LifeEvents.Bear(dossier, child, input.Relation!, desk.Today, desk.Now) is { } why)
            return why;
        desk.Db.Members.Add(child);
        return EventView.Of(await desk.Record(HouseholdEventKind.Born, dossier.Household, child.BirthDate!.Value, ground, new { memberId = child.Id }, ct), http.Response,
            await desk.Numbers.Warnings("child", child, child.Id, ct), dossier.Household);
    }
}
