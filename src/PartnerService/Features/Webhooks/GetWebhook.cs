using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>One endpoint.</summary>
internal static class GetWebhook
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("/{id:guid}", Handle).WithName("GetWebhook").WithSummary("One endpoint and its state");

    private static async Task<Results<Ok<WebhookItem>, Refusal>> Handle(Guid id, PartnerDb db, Actor actor, CancellationToken ct) =>
        await db.Endpoints.AsNoTracking().OwnedBy(actor).FirstOrDefaultAsync(endpoint => endpoint.Id == id, ct) is { } endpoint
            ? TypedResults.Ok(WebhookItem.Of(endpoint))
            : Refusal.NotFound;
}
