using Microsoft.AspNetCore.Mvc;
using PovertyPlatform.IdentityService.Data;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>An officer who is signed in changes the password; every other stay ends.</summary>
internal static class ChangePassword
{
    private static readonly PageFault Different = new("Hai lần nhập mật khẩu mới không giống nhau.", "The two new passwords differ.");

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/password", async (HttpContext http, Visitor visitor, CancellationToken ct) =>
            await visitor.SignedIn(ct) is null ? http.Lead("/account/sign-in", "/account/password") : http.Page<PasswordPage>(new { }));
        pages.MapPost("/password", Handle);
    }

    private static async Task<IResult> Handle(
        HttpContext http, [FromForm] string? current, [FromForm] string? password, [FromForm] string? again, IdentityDb db, SignInAttempts attempts, Passwords passwords, Visitor visitor,
        CancellationToken ct)
    {
        if (await visitor.SignedIn(ct) is not { } here)
            return http.Lead("/account/sign-in", "/account/password");
        if (password is null || password != again)
            return http.Page<PasswordPage>(new { Fault = Different }, 400);
        if (await attempts.Enter(here.Account.UserName, ct) is { } seconds)
            return http.Page<PasswordPage>(new { Fault = PageFault.Wait(seconds) }, 429, seconds);
        if (!Passwords.Verify(here.Account, current ?? ""))
            return http.Page<PasswordPage>(new { Fault = PageFault.Wrong }, 401);
        if (passwords.Fault(here.Account, password) is { } fault)
            return http.Page<PasswordPage>(new { Fault = new PageFault(fault.Vi, fault.En) }, 400);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await visitor.Renew(here.Account, passwords, password, keep: here.Session.Id, ct);
        await transaction.CommitAsync(ct);
        await attempts.Forget(here.Account.UserName, ct);
        return http.Lead(ReturnAddress.Home);
    }
}
