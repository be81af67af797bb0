using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>An officer chooses a password with the one-time code of the administrator: the first one, or a new one for one that was lost.</summary>
internal static class ChoosePassword
{
    private static readonly PageFault Different = new("Hai lần nhập mật khẩu mới không giống nhau.", "The two new passwords differ.");

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/activation", (HttpContext http) => http.Page<ActivationPage>(new { }));
        pages.MapPost("/activation", Handle);
    }

    private static async Task<IResult> Handle(
        HttpContext http, [FromForm] string? userName, [FromForm] string? code, [FromForm] string? password, [FromForm] string? again, IdentityDb db, SignInAttempts attempts,
        Passwords passwords, StorageKeys keys, Visitor visitor, TimeProvider clock, CancellationToken ct)
    {
        var name = Account.Normalise(userName) ?? "";
        if (password is null || password != again)
            return Again(Different, 400);
        if (await attempts.Enter(name, ct) is { } seconds)
            return Again(PageFault.Wait(seconds), 429, seconds);
        var account = await db.Accounts.SingleOrDefaultAsync(row => row.UserName == name, ct);
        if (account is not { DisabledAt: null } || !OneTimeCode.Opens(account, code ?? "", keys, clock.GetUtcNow()))
            return Again(PageFault.Wrong, 401);
        if (passwords.Fault(account, password) is { } fault)
            return Again(new PageFault(fault.Vi, fault.En), 400);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await visitor.Renew(account, passwords, password, keep: null, ct);
        await transaction.CommitAsync(ct);
        await attempts.Forget(name, ct);
        return http.Lead("/account/sign-in");

        IResult Again(PageFault fault, int status, int? wait = null) => http.Page<ActivationPage>(new { UserName = name, Fault = fault }, status, wait);
    }
}
