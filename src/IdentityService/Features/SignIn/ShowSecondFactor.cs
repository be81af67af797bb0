using Microsoft.AspNetCore.Mvc;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>The second page: a code of the officer's telephone, or a recovery code. It completes a sign-in, or strengthens a stay that began without.</summary>
internal static class ShowSecondFactor
{
    private const int LongestCode = 40;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/second-factor", Show);
        pages.MapPost("/second-factor", Handle);
    }

    private static async Task<IResult> Show(HttpContext http, string? returnUrl, Visitor visitor, CancellationToken ct)
    {
        var back = ReturnAddress.Check(returnUrl);
        if (await visitor.Waiting(ct) is not null)
            return http.Page<SecondFactorPage>(new { ReturnUrl = back });
        if (await visitor.SignedIn(ct) is not { } here)
            return http.Lead("/account/sign-in", back);
        return here.Account.HasSecondFactor ? http.Page<SecondFactorPage>(new { ReturnUrl = back }) : http.Lead("/account/second-factor/enrolment", back);
    }

    private static async Task<IResult> Handle(
        HttpContext http, [FromForm] string? code, [FromForm] string? returnUrl, Visitor visitor, SecondFactors factors, SignInAttempts attempts, IdentityDb db, CancellationToken ct)
    {
        var back = ReturnAddress.Check(returnUrl);
        var waiting = await visitor.Waiting(ct);
        var signedIn = waiting is null ? await visitor.SignedIn(ct) : null;
        if ((waiting?.Account ?? signedIn?.Account) is not { HasSecondFactor: true } account)
            return http.Lead("/account/sign-in", back);
        if (await attempts.Enter(account.UserName, ct) is { } seconds)
            return http.Page<SecondFactorPage>(new { ReturnUrl = back, Fault = PageFault.Wait(seconds) }, 429, seconds);

        var given = code is { Length: <= LongestCode } ? code.Trim() : "";
        var recovered = false;
        if (!await factors.Take(account, given, ct) && !(recovered = await factors.TakeRecovery(account, given, ct)))
        {
            visitor.Record(account, "second-factor.refuse");
            await db.SaveChangesAsync(ct);
            return http.Page<SecondFactorPage>(new { ReturnUrl = back, Fault = PageFault.Wrong }, 401);
        }

        if (recovered)
            visitor.Record(account, "recovery-code.use");
        if (waiting is { } first)
            await visitor.Begin(account, first.Way, secondFactor: true, ct);
        else
            signedIn!.Value.Session.SecondFactor = true;
        await db.SaveChangesAsync(ct);
        await attempts.Forget(account.UserName, ct);
        return http.Page<ContinuePage>(new { ReturnUrl = back });
    }
}
