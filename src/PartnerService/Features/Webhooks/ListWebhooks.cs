using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner's endpoints.</summary>
internal static class ListWebhooks
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapGet("", Handle).WithName("ListWebhooks").WithSummary("Your endpoints and their state");

    // A client has a handful of endpoints: one page always holds them.
    private static async Task<Ok<Page<WebhookItem>>> Handle(PartnerDb db, Actor actor, CancellationToken ct) =>
        TypedResults.Ok(new Page<WebhookItem>(
            [.. (await db.Endpoints.AsNoTracking().OwnedBy(actor).OrderBy(endpoint => endpoint.Id).ToListAsync(ct)).Select(WebhookItem.Of)], null));
}
