using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner asks for silence; events keep waiting.</summary>
internal static class PauseWebhook
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id:guid}/pause", Handle).WithName("PauseWebhook").WithIdempotencyKey()
        .WithSummary("Stop ringing until you resume").ProducesProblem(409);

    private static async Task<Results<Ok<WebhookItem>, Refusal>> Handle(Guid id, PartnerDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Endpoints.OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is not { } endpoint)
            return Refusal.NotFound;
        if (endpoint.Pause(clock.GetUtcNow()) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "webhook.pause", "webhook", id, clock.GetUtcNow()), endpoint);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(WebhookItem.Of(endpoint));
    }
}
