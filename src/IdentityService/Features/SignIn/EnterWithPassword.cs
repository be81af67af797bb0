using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>The first page: user name and password.</summary>
internal static class EnterWithPassword
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/sign-in", Show);
        pages.MapPost("/sign-in", Handle);
    }

    private static RazorComponentResult Show(HttpContext http, string? returnUrl, IOptions<IdentityOptions> options) =>
        http.Page<SignInPage>(new { ReturnUrl = ReturnAddress.Check(returnUrl), ProviderName = Provider(options) });

    private static async Task<IResult> Handle(
        HttpContext http, [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl, IdentityDb db, SignInAttempts attempts, Visitor visitor,
        IOptions<IdentityOptions> options, CancellationToken ct)
    {
        var back = ReturnAddress.Check(returnUrl);
        var name = Account.Normalise(userName) ?? "";
        if (await attempts.Enter(name, ct) is { } seconds)
            return Again(PageFault.Wait(seconds), 429, seconds);
        var account = await db.Accounts.SingleOrDefaultAsync(row => row.UserName == name, ct);
        if (!Passwords.Verify(account, password is { Length: <= PasswordRule.Longest } given ? given : "") || account is null)
        {
            if (account is not null)
            {
                visitor.Record(account, "account.refuse");
                await db.SaveChangesAsync(ct);
            }

            return Again(PageFault.Wrong, 401);
        }

        if (account.HasSecondFactor)
        {
            await visitor.Wait(account, "password");
            return http.Lead("/account/second-factor", back);
        }

        await visitor.Begin(account, "password", secondFactor: false, ct);
        await attempts.Forget(name, ct);
        return http.Page<ContinuePage>(new { ReturnUrl = back });

        IResult Again(PageFault fault, int status, int? wait = null) => http.Page<SignInPage>(
            new { ReturnUrl = back, UserName = name, ProviderName = Provider(options), Fault = fault }, status, wait);
    }

    private static string? Provider(IOptions<IdentityOptions> options) => options.Value.External.IsOn ? options.Value.External.Name : null;
}
