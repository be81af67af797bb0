using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>An event as it was recorded.</summary>
/// <param name="EventId">The event; undo names it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="EffectiveOn">True from this day.</param>
/// <param name="KnownAt">Known from this instant; pass it as <c>knownAt</c> to see what was known then.</param>
/// <param name="Households">Households that it touched, as they are now.</param>
/// <param name="Warnings">What should be compared with the paper; nothing was refused for it.</param>
[PersonalData(DataClass.P1)]
public sealed record EventView(Guid EventId, string Kind, DateOnly EffectiveOn, DateTimeOffset KnownAt, IReadOnlyList<TouchedHousehold> Households, IReadOnlyList<Warning>? Warnings = null)
{
    /// <summary>Answers with the event, or why it was not recorded. The ETag is that of the household it is about first.</summary>
    internal static Results<Ok<EventView>, Refusal> Of((HouseholdEvent? Event, Refusal? Refusal) outcome, HttpResponse response, params Household[] households) =>
        Of(outcome, response, [], households);

    /// <summary>The same with warnings about what was entered.</summary>
    internal static Results<Ok<EventView>, Refusal> Of((HouseholdEvent? Event, Refusal? Refusal) outcome, HttpResponse response, IReadOnlyList<Warning> warnings, params Household[] households)
    {
        if (outcome.Event is not { } recorded)
            return outcome.Refusal!;
        if (households.Length > 0)
            HouseholdTag.Send(response, households[0].Version);
        return TypedResults.Ok(new EventView(recorded.Id, recorded.Kind.ToString(), recorded.EffectiveOn, recorded.KnownAt,
            [.. households.Select(row => new TouchedHousehold(row.Id, row.Version, row.ClosedOn is null ? row.Persons : 0, row.ClosedOn))],
            warnings.Count == 0 ? null : warnings));
    }
}

/// <summary>A household after an event.</summary>
/// <param name="Id">The household.</param>
/// <param name="Version">Its version now, for <c>If-Match</c>.</param>
/// <param name="Persons">Who lives in it.</param>
/// <param name="ClosedOn">First day on which nobody lived in it any more.</param>
[PersonalData(DataClass.P1)]
public sealed record TouchedHousehold(Guid Id, long Version, int Persons, DateOnly? ClosedOn);
