using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner replaces its signing secret without losing a bell: both sign for a while.</summary>
internal static class RotateWebhookSecret
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id:guid}/secret", Handle).WithName("RotateWebhookSecret").WithIdempotencyKey()
        .WithSummary("Replace the signing secret; the old one signs too for a day");

    private static async Task<Results<Ok<WebhookSecret>, Refusal>> Handle(
        Guid id, PartnerDb db, Actor actor, SecretSeal seal, IOptions<WebhookOptions> options, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Endpoints.OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is not { } endpoint)
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        var secret = WebhookSignature.NewSecret();
        endpoint.Rotate(seal.Seal(secret, id), now + options.Value.OldSecretFor);
        db.Audit(AuditEntry.Of(actor, "webhook.rotate", "webhook", id, now), endpoint);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new WebhookSecret(id, secret, endpoint.OldSecretUntil));
    }
}
