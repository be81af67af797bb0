using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>Who is at the pages: nobody, somebody who has shown the first factor, or an officer who is signed in.</summary>
internal sealed class Visitor(IHttpContextAccessor context, IdentityDb db, TimeProvider clock)
{
    /// <summary>The officer's session with the account, or null when nobody is signed in.</summary>
    public async Task<(Account Account, OfficerSession Session)?> SignedIn(CancellationToken ct)
    {
        var cookie = await Http.AuthenticateAsync(OfficerCookies.Session);
        if (!cookie.Succeeded || !Guid.TryParse(cookie.Principal.FindFirst(OfficerCookies.SessionId)?.Value, out var id))
            return null;
        var session = await db.Sessions.SingleAsync(row => row.Id == id, ct);
        return (await db.Accounts.SingleAsync(account => account.Id == session.AccountId, ct), session);
    }

    /// <summary>The account that has shown its first factor some minutes ago, and how.</summary>
    public async Task<(Account Account, string Way)?> Waiting(CancellationToken ct)
    {
        var cookie = await Http.AuthenticateAsync(OfficerCookies.Pending);
        if (!cookie.Succeeded || !Guid.TryParse(cookie.Principal.FindFirst(OfficerCookies.Account)?.Value, out var id))
            return null;
        return await db.Accounts.SingleOrDefaultAsync(account => account.Id == id && account.DisabledAt == null, ct) is { } account
            ? (account, cookie.Principal.FindFirst(OfficerCookies.Way)?.Value ?? "password")
            : null;
    }

    /// <summary>Remembers for some minutes that the first factor was shown.</summary>
    public Task Wait(Account account, string way) => SignIn(OfficerCookies.Pending, new(OfficerCookies.Account, account.Subject), new(OfficerCookies.Way, way));

    /// <summary>Begins a stay. Whatever cookie came with the request is replaced.</summary>
    public async Task Begin(Account account, string way, bool secondFactor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var session = new OfficerSession { AccountId = account.Id, Way = way, SecondFactor = secondFactor, StartedAt = now, LastSeenAt = now };
        db.Sessions.Add(session);
        Record(account, "session.begin", session.Id, secondFactor ? $"{way}, second factor" : way);
        await db.SaveChangesAsync(ct);
        await Http.SignOutAsync(OfficerCookies.Pending);
        await SignIn(OfficerCookies.Session, new(OfficerCookies.Account, account.Subject), new(OfficerCookies.SessionId, session.Id.ToString()));
    }

    /// <summary>Ends a stay: its cookie, its refresh tokens and the access tokens that are out.</summary>
    public async Task End(Account account, OfficerSession session, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        session.EndedAt = now;
        session.EndedBy = account.Subject;
        Record(account, "session.end", session.Id);
        await db.Revoke(account.Id, account.Subject, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A new password: all stays end except one, and tokens that are out lose their force. Runs inside an open transaction.</summary>
    public async Task Renew(Account account, Passwords passwords, string password, Guid? keep, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        passwords.Set(account, password);
        await db.Sessions.Where(row => row.AccountId == account.Id && row.EndedAt == null && row.Id != keep)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.EndedAt, now).SetProperty(one => one.EndedBy, account.Subject), ct);
        Record(account, "password.change");
        await db.Revoke(account.Id, account.Subject, now, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Writes what the officer did to the account itself.</summary>
    public void Record(Account account, string action, Guid? subject = null, string? purpose = null) => db.Audit(AuditEntry.Of(
        new Actor(account.Subject, "identity", [], new HashSet<string>(), AreaScope.None, null), action, subject is null ? "account" : "session", subject ?? account.Id, clock.GetUtcNow(), purpose: purpose));

    private HttpContext Http => context.HttpContext!;

    private Task SignIn(string scheme, params Claim[] claims) => Http.SignInAsync(scheme, new ClaimsPrincipal(new ClaimsIdentity(claims, scheme)));
}
