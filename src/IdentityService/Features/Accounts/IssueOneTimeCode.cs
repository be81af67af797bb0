using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>A new one-time code for an officer whose password or code is lost. It replaces the code before; the second factor stays.</summary>
internal static class IssueOneTimeCode
{
    /// <summary>The code, this one time.</summary>
    /// <param name="Code">Hand it to the officer in person.</param>
    /// <param name="Until">Until when it is taken.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string Code, DateTimeOffset Until);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{id:guid}/one-time-codes", Handle).WithName("IssueOneTimeCode").RequireScope(Scopes.AccountsManage)
        .WithIdempotencyKey(keptForDays: 1).WithSummary("Issue a one-time code to choose a new password").ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, AccountReason request, IdentityDb db, Actor actor, StorageKeys keys, TimeProvider clock, CancellationToken ct)
    {
        if (AccountRoutes.CheckReason(request.Reason) is { } refusal)
            return refusal;
        if (await db.FindCared(id, actor, ct) is not { DisabledAt: null } account)
            return Refusal.NotFound;
        if (account.Subject == actor.Id)
            return Refusal.Rule("own-account", "Không tự cấp mã cho tài khoản của chính mình.", "Nobody issues a code for the own account.");
        var now = clock.GetUtcNow();
        var code = OneTimeCode.IssueFor(account, keys, now);
        db.Audit(AuditEntry.Of(actor, "one-time-code.issue", "account", id, now, account.ProvinceCode, purpose: request.Reason!.Trim()));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(code, account.OneTimeUntil!.Value));
    }
}
