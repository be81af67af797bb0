using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>An administrator opens an account; its officer chooses the password with a one-time code.</summary>
internal static class CreateAccount
{
    /// <summary>The account wished for.</summary>
    /// <param name="UserName">Name to sign in with: 3 to 64 lower-case letters, digits, dots and hyphens; of the office rather than of the person.</param>
    /// <param name="ProvinceCode">Province whose administrators look after it; null for the centre.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? UserName, string? ProvinceCode);

    /// <summary>The account, and its code for this one time.</summary>
    /// <param name="Id">Id of the account.</param>
    /// <param name="UserName">Name to sign in with.</param>
    /// <param name="OneTimeCode">Hand it to the officer in person; with it the officer chooses a password at /account/activation. It is not shown again.</param>
    /// <param name="OneTimeUntil">Until when the code is taken.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid Id, string UserName, string OneTimeCode, DateTimeOffset OneTimeUntil);

    public static void Map(RouteGroupBuilder accounts) => accounts.MapPost("", Handle).WithName("CreateAccount").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
        .WithSummary("Open an account for an officer").ProducesProblem(403).ProducesProblem(409);

    private static async Task<Results<Created<Response>, Refusal>> Handle(Request request, IdentityDb db, Actor actor, StorageKeys keys, TimeProvider clock, CancellationToken ct)
    {
        if (Account.Normalise(request.UserName) is not { } name)
            return Refusal.Invalid(new FieldFault("userName", "Tên đăng nhập gồm 3 đến 64 chữ thường, chữ số, dấu chấm hoặc gạch nối, bắt đầu bằng chữ.",
                "A user name has 3 to 64 lower-case letters, digits, dots or hyphens and begins with a letter."));
        if (request.ProvinceCode is { } code && !await db.Areas.AnyAsync(area => area.Code == code && area.ProvinceCode == code && area.ValidTo == null, ct))
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh này.", "There is no such province."));
        var now = clock.GetUtcNow();
        var account = new Account { UserName = name, ProvinceCode = request.ProvinceCode, CreatedAt = now, CreatedBy = actor.Id };
        if (!account.IsCaredForBy(actor.Area))
            return Refusal.AreaOutside;
        if (await db.Accounts.AnyAsync(row => row.UserName == name, ct))
            return Refusal.Conflict("user-name-taken", "Tên đăng nhập này đã có.", "This user name is taken.");

        var oneTime = OneTimeCode.IssueFor(account, keys, now);
        db.Accounts.Add(account);
        db.Audit(AuditEntry.Of(actor, "account.create", "account", account.Id, now, account.ProvinceCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/accounts/{account.Id}", new Response(account.Id, name, oneTime, account.OneTimeUntil!.Value));
    }
}
