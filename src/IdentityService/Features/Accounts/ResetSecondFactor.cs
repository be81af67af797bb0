using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>
/// Two administrators take a second factor away: one asks, another one agrees. One alone could otherwise issue a one-time code, take the factor away, and sign in as a chair.
/// </summary>
internal static class ResetSecondFactor
{
    /// <summary>The wish.</summary>
    /// <param name="Id">Its id, for the administrator who agrees.</param>
    public sealed record Response(Guid Id);

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapPost("/{id:guid}/second-factor-resets", Ask).WithName("AskSecondFactorReset").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
            .WithSummary("Ask that a second factor be taken away").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        accounts.MapPost("/{id:guid}/second-factor-resets/{resetId:guid}/approval", Agree).WithName("AgreeSecondFactorReset").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
            .WithSummary("Agree to it, as another administrator").WithDescription("The second factor and its recovery codes are gone, and every stay ends; the officer sets up a new one.")
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    private static async Task<Results<Created<Response>, Refusal>> Ask(Guid id, AccountReason request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (AccountRoutes.CheckReason(request.Reason) is { } refusal)
            return refusal;
        if (await db.FindCared(id, actor, ct) is not { } account)
            return Refusal.NotFound;
        if (!account.HasSecondFactor)
            return Refusal.Rule("no-second-factor", "Tài khoản này chưa có xác thực bước hai.", "This account has no second factor.");
        await db.Hold(id, ct);
        if (await db.SecondFactorResets.AnyAsync(row => row.AccountId == id && row.DecidedAt == null, ct))
            return Refusal.Conflict("reset-asked", "Đã có yêu cầu đang chờ người thứ hai.", "A wish is waiting for a second administrator already.");
        var reset = new SecondFactorReset { AccountId = id, Reason = request.Reason!.Trim(), RequestedBy = actor.Id, RequestedAt = clock.GetUtcNow() };
        db.SecondFactorResets.Add(reset);
        db.Audit(AuditEntry.Of(actor, "second-factor.ask-reset", "account", id, reset.RequestedAt, account.ProvinceCode, purpose: reset.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/accounts/{id}/second-factor-resets/{reset.Id}", new Response(reset.Id));
    }

    private static async Task<Results<NoContent, Refusal>> Agree(Guid id, Guid resetId, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.FindCared(id, actor, ct) is not { } account)
            return Refusal.NotFound;
        await db.Hold(id, ct);
        if (await db.SecondFactorResets.SingleOrDefaultAsync(row => row.Id == resetId && row.AccountId == id, ct) is not { } reset)
            return Refusal.NotFound;
        if (reset.DecidedAt is not null)
            return Refusal.Conflict("reset-decided", "Yêu cầu này đã được quyết định.", "This wish was decided already.");
        if (reset.RequestedBy == actor.Id || account.Subject == actor.Id)
            return Refusal.Rule("second-person", "Cần một quản trị viên khác đồng ý.", "Another administrator has to agree.");
        var now = clock.GetUtcNow();
        (reset.DecidedBy, reset.DecidedAt) = (actor.Id, now);
        (account.TotpSecret, account.TotpConfirmedAt, account.TotpLastStep) = (null, null, null);
        await db.RecoveryCodes.Where(row => row.AccountId == id).ExecuteDeleteAsync(ct);
        await db.Sessions.Where(row => row.AccountId == id && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now).SetProperty(one => one.EndedBy, actor.Id), ct);
        await db.Revoke(id, account.Subject, now, ct);
        db.Audit(AuditEntry.Of(actor, "second-factor.reset", "account", id, now, account.ProvinceCode, purpose: reset.Reason));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
