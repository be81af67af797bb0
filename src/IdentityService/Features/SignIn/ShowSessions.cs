using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Data;

namespace PovertyPlatform.IdentityService.Features.SignIn;

/// <summary>An officer sees the own stays and ends them; ending the present one is signing out.</summary>
internal static class ShowSessions
{
    private const int Most = 50;

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/sessions", Show);
        pages.MapPost("/sessions/end", Handle);
    }

    private static async Task<IResult> Show(HttpContext http, Visitor visitor, IdentityDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await visitor.SignedIn(ct) is not { } here)
            return http.Lead("/account/sign-in", ReturnAddress.Home);
        var sessions = await db.Sessions.AsNoTracking().Where(row => row.AccountId == here.Account.Id && row.EndedAt == null)
            .OrderByDescending(row => row.StartedAt).Take(Most).ToListAsync(ct);
        return http.Page<SessionsPage>(new { Sessions = sessions.FindAll(session => session.IsAlive(clock.GetUtcNow())), Current = here.Session.Id });
    }

    private static async Task<IResult> Handle(HttpContext http, [FromForm] Guid? id, Visitor visitor, IdentityDb db, CancellationToken ct)
    {
        if (await visitor.SignedIn(ct) is not { } here)
            return http.Lead("/account/sign-in", ReturnAddress.Home);
        if (await db.Sessions.SingleOrDefaultAsync(row => row.Id == id && row.AccountId == here.Account.Id && row.EndedAt == null, ct) is { } session)
            await visitor.End(here.Account, session, ct);
        if (id == here.Session.Id)
            await http.SignOutAsync(OfficerCookies.Session);
        return http.Lead(ReturnAddress.Home);
    }
}
