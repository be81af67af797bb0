using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Keys;

/// <summary>A partner takes one of its keys out of use: the old one after a change, or at once one that was lost.</summary>
internal static class RetireKey
{
    public static void Map(RouteGroupBuilder keys) => keys.MapPost("/{keyId}/retirement", Handle).WithName("RetireKey").WithIdempotencyKey()
        .WithSummary("Take a key out of use, at once")
        .WithDescription("Tokens that you have lose their force within seconds, too: a lost key may have got some of them. The last key stays; register the next one first.")
        .ProducesProblem(404).ProducesProblem(409);

    private static async Task<Results<NoContent, Refusal>> Handle(string keyId, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Clients.SingleOrDefaultAsync(row => row.ClientId == actor.ClientId, ct) is not { } client)
            return Refusal.NotFound;
        await db.Hold(client.Id, ct);
        var active = await db.ActiveKeysOf(client.Id, ct);
        if (active.Find(key => key.KeyId == keyId) is not { } retired)
            return Refusal.NotFound;
        if (active.Count == 1)
            return Refusal.Conflict("last-key", "Đây là khóa cuối cùng; hãy đăng ký khóa mới trước khi thu hồi.", "This is your last key; register the next one first.");
        var now = clock.GetUtcNow();
        retired.RetiredAt = now;
        active.Remove(retired);
        client.Offer(active);
        await db.Revoke(client.Id, client.ClientId!, now, ct);
        db.Audit(AuditEntry.Of(actor, "key.retire", "client", client.Id, now, purpose: keyId));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
