using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.IdentityService.Features.Accounts;

internal static class AccountRoutes
{
    private const int LongestReason = 500;

    public static void Map(IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/v1/accounts").WithTags("accounts");
        CreateAccount.Map(accounts);
        ListAccounts.Map(accounts);
        CloseAccount.Map(accounts);
        IssueOneTimeCode.Map(accounts);
        ResetSecondFactor.Map(accounts);
        EndSessions.Map(accounts);
        LinkExternalLogin.Map(accounts);
    }

    /// <summary>The account when the caller looks after it; else null, as if it were not there.</summary>
    public static async Task<Account?> FindCared(this IdentityDb db, Guid id, Actor actor, CancellationToken ct) =>
        await db.Accounts.SingleOrDefaultAsync(row => row.Id == id, ct) is { } account && account.IsCaredForBy(actor.Area) ? account : null;

    /// <summary>What is wrong with a reason, or null.</summary>
    public static Refusal? CheckReason(string? reason) => reason?.Trim() is { Length: > 0 and <= LongestReason }
        ? null
        : Refusal.Invalid(new FieldFault("reason", $"Cần lý do, nhiều nhất {LongestReason} ký tự, không có dữ liệu cá nhân.", $"A reason is needed, at most {LongestReason} characters, without personal data."));
}

/// <summary>Why something is done to an account.</summary>
/// <param name="Reason">Number of the decision or another reason; no personal data.</param>
[PersonalData(DataClass.P1)]
public sealed record AccountReason(string? Reason);
