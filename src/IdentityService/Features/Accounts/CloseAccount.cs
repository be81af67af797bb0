using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>Closes an account at once, or opens it again. Nothing of it is deleted: the past stays answerable.</summary>
internal static class CloseAccount
{
    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapPost("/{id:guid}/closure", Close).WithName("CloseAccount").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
            .WithSummary("Close an account, at once").WithDescription("Every stay ends, and within seconds no service takes a token of the account.").ProducesProblem(404).ProducesProblem(409);
        accounts.MapPost("/{id:guid}/opening", Open).WithName("OpenAccount").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
            .WithSummary("Open a closed account again").ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Results<NoContent, Refusal>> Close(Guid id, AccountReason request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (AccountRoutes.CheckReason(request.Reason) is { } refusal)
            return refusal;
        if (await db.FindCared(id, actor, ct) is not { } account)
            return Refusal.NotFound;
        if (account.DisabledAt is not null)
            return Refusal.Conflict("account-closed", "Tài khoản này đã đóng.", "This account is closed already.");
        var now = clock.GetUtcNow();
        account.DisabledAt = now;
        await db.Sessions.Where(row => row.AccountId == id && row.EndedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now).SetProperty(one => one.EndedBy, actor.Id), ct);
        await db.Revoke(id, account.Subject, now, ct);
        db.Audit(AuditEntry.Of(actor, "account.close", "account", id, now, account.ProvinceCode, purpose: request.Reason!.Trim()));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, Refusal>> Open(Guid id, AccountReason request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (AccountRoutes.CheckReason(request.Reason) is { } refusal)
            return refusal;
        if (await db.FindCared(id, actor, ct) is not { } account)
            return Refusal.NotFound;
        if (account.DisabledAt is null)
            return Refusal.Conflict("account-open", "Tài khoản này đang mở.", "This account is open.");
        account.DisabledAt = null;
        db.Audit(AuditEntry.Of(actor, "account.open", "account", id, clock.GetUtcNow(), account.ProvinceCode, purpose: request.Reason!.Trim()));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
