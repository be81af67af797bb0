using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.IdentityService.Features.Accounts;

/// <summary>The stays of an account, and their end by an administrator.</summary>
internal static class EndSessions
{
    /// <summary>A stay.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Way"><c>password</c> or <c>external</c>.</param>
    /// <param name="SecondFactor">True once a second factor was shown.</param>
    /// <param name="StartedAt">When it began.</param>
    /// <param name="LastSeenAt">When it was last used, to the minute.</param>
    /// <param name="EndedAt">When it was ended, or null.</param>
    [PersonalData(DataClass.P1)]
    public sealed record SessionItem(Guid Id, string Way, bool SecondFactor, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, DateTimeOffset? EndedAt);

    public static void Map(RouteGroupBuilder accounts)
    {
        accounts.MapGet("/{id:guid}/sessions", List).WithName("ListSessions").RequireScope(Scopes.AccountsRead).WithSummary("Stays of an account, the latest first").ProducesProblem(404);
        accounts.MapPost("/{id:guid}/sessions/{sessionId:guid}/end", End).WithName("EndSession").RequireScope(Scopes.AccountsManage).WithIdempotencyKey(keptForDays: 1)
            .WithSummary("End a stay, at once").ProducesProblem(404);
    }

    private static async Task<Results<Ok<Page<SessionItem>>, Refusal>> List(Guid id, IdentityDb db, Actor actor, DateTimeOffset? cursor, int? limit, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        if (await db.FindCared(id, actor, ct) is null)
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var before = cursor?.ToUniversalTime();
        var rows = await db.Sessions.AsNoTracking().Where(row => row.AccountId == id && (before == null || row.StartedAt < before))
            .OrderByDescending(row => row.StartedAt).Take(size + 1)
            .Select(row => new SessionItem(row.Id, row.Way, row.SecondFactor, row.StartedAt, row.LastSeenAt, row.EndedAt)).ToListAsync(ct);
        return TypedResults.Ok(new Page<SessionItem>([.. rows.Take(size)], rows.Count > size ? rows[size - 1].StartedAt.ToString("O") : null));
    }

    private static async Task<Results<NoContent, Refusal>> End(Guid id, Guid sessionId, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.FindCared(id, actor, ct) is not { } account
            || await db.Sessions.SingleOrDefaultAsync(row => row.Id == sessionId && row.AccountId == id && row.EndedAt == null, ct) is not { } session)
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        (session.EndedAt, session.EndedBy) = (now, actor.Id);
        await db.Revoke(id, account.Subject, now, ct);
        db.Audit(AuditEntry.Of(actor, "session.end", "session", sessionId, now, account.ProvinceCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
