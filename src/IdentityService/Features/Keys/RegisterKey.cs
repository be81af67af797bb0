using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Keys;

/// <summary>A partner registers its next public key by itself, with a token that it got by the present one.</summary>
internal static class RegisterKey
{
    /// <summary>The key.</summary>
    /// <param name="Jwk">Public EC P-256 key as a JWK; never the private part.</param>
    /// <param name="ExpiresOn">Last day on which assertions with it shall be taken, at most two years away.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(JsonElement? Jwk, DateOnly? ExpiresOn);

    public static void Map(RouteGroupBuilder keys) => keys.MapPost("", Handle).WithName("RegisterKey").WithIdempotencyKey().WithSummary("Register your next public key")
        .WithDescription("At most two keys are in use at the same time. Both open tokens until you retire the old one.").ProducesProblem(409);

    private static async Task<Results<Created<KeyItem>, Refusal>> Handle(Request request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var (sent, fault) = PublicKey.Read(request.Jwk);
        if (sent is null || (fault = PublicKey.Fault(request.ExpiresOn, today)) is not null)
            return Refusal.Invalid(fault!);
        if (await db.Clients.SingleOrDefaultAsync(row => row.ClientId == actor.ClientId, ct) is not { } client)
            return Refusal.NotFound;
        await db.Hold(client.Id, ct);
        var active = await db.ActiveKeysOf(client.Id, ct);
        if (await db.ClientKeys.AnyAsync(key => key.ClientId == client.Id && key.KeyId == sent.KeyId, ct))
            return Refusal.Conflict("key-known", "Khóa này đã được đăng ký trước đây; hãy tạo khóa mới.", "This key was registered before; make a new one.");
        if (active.Count >= PublicKey.MostActive)
            return Refusal.Conflict("too-many-keys", $"Nhiều nhất {PublicKey.MostActive} khóa cùng lúc; hãy thu hồi khóa cũ trước.", $"At most {PublicKey.MostActive} keys at the same time; retire the old one first.");

        var made = new ClientKey { ClientId = client.Id, KeyId = sent.KeyId, Jwk = sent.Jwk, RegisteredAt = now, RegisteredBy = actor.Id, ExpiresOn = request.ExpiresOn!.Value };
        db.ClientKeys.Add(made);
        client.Offer([.. active, made]);
        db.Audit(AuditEntry.Of(actor, "key.register", "client", client.Id, now, purpose: sent.KeyId));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/keys/{sent.KeyId}", KeyItem.Of(made, today));
    }
}
