using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner removes an endpoint; bells that wait for it go with it.</summary>
internal static class RemoveWebhook
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapDelete("/{id:guid}", Handle).WithName("RemoveWebhook").WithIdempotencyKey()
        .WithSummary("Remove an endpoint");

    private static async Task<Results<NoContent, Refusal>> Handle(Guid id, PartnerDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Endpoints.OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is not { } endpoint)
            return Refusal.NotFound;
        db.Endpoints.Remove(endpoint);
        db.Audit(AuditEntry.Of(actor, "webhook.remove", "webhook", id, clock.GetUtcNow()), endpoint);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
