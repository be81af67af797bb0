using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Clients;

/// <summary>Cuts a partner off at once: its keys are retired and its grants revoked.</summary>
internal static class CloseClient
{
    private const int LongestReason = 500;

    /// <summary>Why.</summary>
    /// <param name="Reason">Number of the decision or another reason; no personal data.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder clients) => clients.MapPost("/{clientId}/closure", Handle).WithName("CloseClient").WithIdempotencyKey(keptForDays: 1)
        .WithSummary("Cut a partner off, at once").ProducesProblem(404);

    private static async Task<Results<NoContent, Refusal>> Handle(string clientId, Request request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (request.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason)
            return Refusal.Invalid(new FieldFault("reason", $"Cần lý do, nhiều nhất {LongestReason} ký tự.", $"A reason is needed, at most {LongestReason} characters."));
        if (await db.Clients.SingleOrDefaultAsync(row => row.ClientId == clientId, ct) is not { } client)
            return Refusal.NotFound;
        await db.Hold(client.Id, ct);
        var now = clock.GetUtcNow();
        await db.ClientKeys.Where(key => key.ClientId == client.Id && key.RetiredAt == null).ExecuteUpdateAsync(key => key.SetProperty(one => one.RetiredAt, now), ct);
        await db.RoleGrants.Where(grant => grant.ClientId == client.Id && grant.RevokedAt == null)
            .ExecuteUpdateAsync(grant => grant.SetProperty(one => one.RevokedAt, now).SetProperty(one => one.RevokedBy, actor.Id), ct);
        client.Offer([]);
        await db.Revoke(client.Id, clientId, now, ct);
        db.Audit(AuditEntry.Of(actor, "client.close", "client", client.Id, now, purpose: reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
