using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Grants;

/// <summary>Takes a role back at once: whoever may give it there may take it back.</summary>
internal static class RevokeGrant
{
    private const int LongestReason = 500;

    /// <summary>Why.</summary>
    /// <param name="Reason">Number of the decision or another reason; no personal data.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Reason);

    public static void Map(RouteGroupBuilder grants) => grants.MapPost("/{id:guid}/revocation", Handle).WithName("RevokeGrant").RequireScope(Scopes.RoleGrantsManage)
        .WithIdempotencyKey(keptForDays: 1).WithSummary("Take a role back, at once")
        .WithDescription("Within seconds every service refuses the access tokens that the holder has; the next token carries what is left.")
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<NoContent, Refusal>> Handle(Guid id, Request request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (request.Reason?.Trim() is not { Length: > 0 and <= LongestReason } reason)
            return Refusal.Invalid(new FieldFault("reason", $"Cần lý do, nhiều nhất {LongestReason} ký tự.", $"A reason is needed, at most {LongestReason} characters."));
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        if (await db.RoleGrants.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } grant || !await db.Seen(actor.Area, today).AnyAsync(row => row.Id == id, ct))
            return Refusal.NotFound;
        var (clientId, accountId) = await db.SubjectOf(actor.Id, ct);
        if (Delegation.Permit((await db.Today([grant], today, ct)).Grants.FirstOrDefault() ?? grant, await db.GrantsOn(today, clientId, accountId, ct), today) is { } forbidden)
            return forbidden;
        await db.Hold(grant.ClientId ?? grant.AccountId!.Value, ct);
        await db.Entry(grant).ReloadAsync(ct);
        if (grant.RevokedAt is not null)
            return Refusal.Conflict("grant-revoked", "Vai trò này đã được thu hồi.", "This grant was revoked already.");

        await db.TakeBack(grant, actor, reason, now, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
