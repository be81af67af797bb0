using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.PartnerService.Features.Webhooks;

/// <summary>A partner has one bell rung again, under its old <c>webhook-id</c>, with a fresh ladder.</summary>
internal static class RetryDelivery
{
    public static void Map(RouteGroupBuilder webhooks) => webhooks.MapPost("/{id:guid}/deliveries/{deliveryId:guid}/retry", Handle).WithName("RetryDelivery").WithIdempotencyKey()
        .WithSummary("Ring one bell again").ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<NoContent, Refusal>> Handle(
        Guid id, Guid deliveryId, PartnerDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.Endpoints.OwnedBy(actor).AnyAsync(endpoint => endpoint.Id == id, ct)
            || !await db.Deliveries.AnyAsync(row => row.Id == deliveryId && row.EndpointId == id, ct))
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        var again = await db.Deliveries.Where(row => row.Id == deliveryId && row.State != DeliveryState.Sending).ExecuteUpdateAsync(change => change
            .SetProperty(row => row.State, DeliveryState.Waiting).SetProperty(row => row.Attempts, 0).SetProperty(row => row.DueAt, now)
            .SetProperty(row => row.FinishedAt, (DateTimeOffset?)null), ct);
        if (again == 0)
            return Refusal.Conflict("delivery-running", "Lần gửi đang chạy; hãy chờ kết quả.", "An attempt is running; wait for its result.");
        db.Audit(AuditEntry.Of(actor, "webhook.retry", "webhook", id, now), null, new { deliveryId, State = DeliveryState.Waiting, DueAt = now });
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
