using Microsoft.AspNetCore.Mvc;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>An officer who has just signed in sets up the second factor, once; to change it, two administrators take it away first.</summary>
internal static class EnrolSecondFactor
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/second-factor/enrolment", Show);
        pages.MapPost("/second-factor/enrolment", Handle);
    }

    private static async Task<IResult> Show(HttpContext http, string? returnUrl, Visitor visitor, SecondFactors factors, TimeProvider clock, CancellationToken ct)
    {
        var back = ReturnAddress.Check(returnUrl);
        if (await Newcomer(visitor, clock, ct) is not { } here)
            return http.Lead("/account/sign-in", back);
        return http.Page<EnrolmentPage>(new { ReturnUrl = back, Secret = await factors.SecretFor(here.Account, ct), here.Account.UserName });
    }

    private static async Task<IResult> Handle(
        HttpContext http, [FromForm] string? code, [FromForm] string? returnUrl, Visitor visitor, SecondFactors factors, SignInAttempts attempts, IdentityDb db, TimeProvider clock,
        CancellationToken ct)
    {
        var back = ReturnAddress.Check(returnUrl);
        if (await Newcomer(visitor, clock, ct) is not { } here)
            return http.Lead("/account/sign-in", back);
        var (account, session) = here;
        if (await attempts.Enter(account.UserName, ct) is { } seconds)
            return await Again(PageFault.Wait(seconds), 429, seconds);
        if (!await factors.Take(account, code?.Trim() ?? "", ct))
            return await Again(PageFault.Wrong, 401);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        account.TotpConfirmedAt = clock.GetUtcNow();
        session.SecondFactor = true;
        var codes = await factors.RenewRecovery(account, ct);
        visitor.Record(account, "second-factor.enrol");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await attempts.Forget(account.UserName, ct);
        return http.Page<RecoveryCodesPage>(new { Codes = codes, ReturnUrl = back });

        async Task<IResult> Again(PageFault fault, int status, int? wait = null) => http.Page<EnrolmentPage>(
            new { ReturnUrl = back, Secret = await factors.SecretFor(account, ct), account.UserName, Fault = fault }, status, wait);
    }

    private static async Task<(Account Account, OfficerSession Session)?> Newcomer(Visitor visitor, TimeProvider clock, CancellationToken ct) =>
        await visitor.SignedIn(ct) is { } here && !here.Account.HasSecondFactor && clock.GetUtcNow() - here.Session.StartedAt < Fresh ? here : null;
}
