using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>Lets the officer of an account sign in through the configured outside provider. An administrator links the two; nobody becomes an officer by signing in elsewhere.</summary>
internal static class LinkExternalLogin
{
    private const int LongestSubject = 255;

    /// <summary>The account at the outside provider.</summary>
    /// <param name="Subject">Its <c>sub</c> there: a number without meaning, not an identity number.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Subject);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("/{id:guid}/external-logins", Handle).WithName("LinkExternalLogin").RequireScope(Scopes.AccountsManage)
        .WithIdempotencyKey(keptForDays: 1).WithSummary("Link an account of the outside sign-in service").ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<NoContent, Refusal>> Handle(Guid id, Request request, IdentityDb db, Actor actor, IOptions<IdentityOptions> options, TimeProvider clock, CancellationToken ct)
    {
        if (!options.Value.External.IsOn)
            return Refusal.Rule("no-external-provider", "Hệ thống chưa nối với dịch vụ đăng nhập bên ngoài.", "No outside sign-in service is configured.");
        if (request.Subject is not { Length: > 0 and <= LongestSubject } subject)
            return Refusal.Invalid(new FieldFault("subject", "Cần mã tài khoản bên ngoài.", "The outside account is needed."));
        if (await db.FindCared(id, actor, ct) is not { } account)
            return Refusal.NotFound;
        var issuer = options.Value.External.Authority;
        if (await db.ExternalLogins.AnyAsync(row => row.Issuer == issuer && row.Subject == subject, ct))
            return Refusal.Conflict("external-login-linked", "Tài khoản bên ngoài này đã được liên kết.", "This outside account is linked already.");
        var now = clock.GetUtcNow();
        db.ExternalLogins.Add(new ExternalLogin { Issuer = issuer, Subject = subject, AccountId = id, LinkedAt = now, LinkedBy = actor.Id });
        db.Audit(AuditEntry.Of(actor, "external-login.link", "account", id, now, account.ProvinceCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
