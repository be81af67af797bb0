using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner has its endpoint rung without an event.</summary>
internal static class TestWebhook
{
    /// <summary>The bell that will be rung.</summary>
    /// <param name="DeliveryId">Its delivery; look it up in the list of deliveries.</param>
    /// <param name="WebhookId">The <c>webhook-id</c> it will carry.</param>
    public sealed record Response(Guid DeliveryId, Guid WebhookId);

    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id:guid}/test", Handle).WithName("TestWebhook").WithIdempotencyKey()
        .WithSummary("Ring once, without an event, to try the endpoint").ProducesProblem(409);

    private static async Task<Results<Accepted<Response>, Refusal>> Handle(Guid id, PartnerDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Endpoints.AsNoTracking().OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is not { } endpoint)
            return Refusal.NotFound;
        if (endpoint.State != EndpointState.Active)
            return Refusal.Conflict("webhook-not-active", "Địa chỉ đang dừng; hãy mở lại trước khi thử.", "The endpoint is not active; resume it before trying.");
        var now = clock.GetUtcNow();
        var bell = Guid.CreateVersion7(now);
        db.Deliveries.Add(new WebhookDelivery
        {
            Id = bell,
            EndpointId = id,
            EventId = bell,
            EventType = FeedTypes.Ping,
            SubjectId = id,
            OccurredAt = now,
            DueAt = now,
            CreatedAt = now,
        });
        db.Audit(AuditEntry.Of(actor, "webhook.test", "webhook", id, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/v1/webhooks/{id}/deliveries", new Response(bell, bell));
    }
}
