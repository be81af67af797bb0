using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Events;

/// <summary>A bank says that it has an event. It changes nothing but the record of what was told to whom.</summary>
internal static class AcknowledgeEvent
{
    /// <summary>The acknowledgement that is kept.</summary>
    /// <param name="EventId">The event.</param>
    /// <param name="ReceivedAt">Instant (UTC) of the first acknowledgement by this client.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid EventId, DateTimeOffset ReceivedAt);

    public static void Map(RouteGroupBuilder events) => events.MapPost("/{eventId:guid}/acknowledgement", Handle).WithName("AcknowledgeEvent")
        .RequireScope(Scopes.EventsRead).WithIdempotencyKey().WithSummary("Say that an event has arrived");

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid eventId, PartnerDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var since = EventDay.Earliest(eventId);
        if (!await db.FeedEvents.AnyAsync(row => row.EventId == eventId && row.RecordedOn >= since, ct))
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync(
            $"insert into feed_acknowledgement (event_id, client_id, received_at) values ({eventId}, {actor.ClientId}, {now}) on conflict do nothing", ct);
        return TypedResults.Ok(new Response(eventId, await db.Acknowledgements
            .Where(row => row.EventId == eventId && row.ClientId == actor.ClientId).Select(row => row.ReceivedAt).SingleAsync(ct)));
    }
}
