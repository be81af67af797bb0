using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner lets bells ring again, after a pause or after the endpoint was disabled.</summary>
internal static class ResumeWebhook
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id:guid}/resume", Handle).WithName("ResumeWebhook").WithIdempotencyKey()
        .WithSummary("Ring again, for what was missed too or only from now on (skipMissed=true)");

    private static async Task<Results<Ok<WebhookItem>, Refusal>> Handle(
        Guid id, bool? skipMissed, PartnerDb db, Actor actor, FeedReader feed, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Endpoints.OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is not { } endpoint)
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        endpoint.Resume(actor.Area, skipMissed == true ? await feed.End(ct) : null, now);
        if (skipMissed == true)
            await db.Deliveries.Where(row => row.EndpointId == id && row.FinishedAt == null).ExecuteDeleteAsync(ct);
        db.Audit(AuditEntry.Of(actor, "webhook.resume", "webhook", id, now), endpoint);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(WebhookItem.Of(endpoint));
    }
}
