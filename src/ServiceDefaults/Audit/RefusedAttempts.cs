using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>
/// Keeps in the trail who asked for what is not theirs: a scope that the token lacks, an area outside its own, a thing that does not exist in its areas. The first time of a day for each
/// caller and request, then the 10th, the 100th and so on: whoever tries ids one by one is seen, and cannot fill the trail with it.
/// </summary>
internal sealed partial class RefusedAttempts(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RefusedAttempts> logger)
{
    /// <summary>Action of its lines.</summary>
    public const string Action = "access.refused";

    private const int MostCallers = 20_000;
    private readonly ConcurrentDictionary<(string Actor, string Request, int Status), int> _times = new();
    private DateOnly _day;

    /// <summary>Looks at the answer of each request that carries a good token.</summary>
    public async Task Watch(HttpContext http, RequestDelegate next)
    {
        await next(http);
        // 404 without a scope is a path that does not exist; behind one it is a thing that the caller may not see, or that is not there.
        if (http.User.Identity is { IsAuthenticated: true } && http.GetEndpoint() is RouteEndpoint endpoint && (http.Response.StatusCode == StatusCodes.Status403Forbidden
            || (http.Response.StatusCode == StatusCodes.Status404NotFound && endpoint.Metadata.GetMetadata<RequiredScope>() is not null)))
            await Note(http, endpoint);
    }

    private async Task Note(HttpContext http, RouteEndpoint endpoint)
    {
        var (actor, now, status) = (Actor.From(http.User), clock.GetUtcNow(), http.Response.StatusCode);
        var request = $"{http.Request.Method} {endpoint.RoutePattern.RawText}";
        if (VietnamDay.Of(now) is var today && today != _day)
        {
            _day = today;
            _times.Clear();
        }

        if (_times.Count >= MostCallers)
            return;
        var times = _times.AddOrUpdate((actor.Id, request, status), 1, static (_, before) => before + 1);
        if (!IsTold(times))
            return;
        var asked = http.Request.RouteValues.Values.Select(value => Guid.TryParse(value as string, out var id) ? id : Guid.Empty).FirstOrDefault(id => id != Guid.Empty);
        // Whose officer it is, also where the token names a commune or a hamlet only: inspections of a province read what its communes' officers tried.
        string[] communes = [.. actor.Area.Communes, .. actor.Area.HamletCommunes];
        var province = actor.Area.Provinces is [var one] && communes.Length == 0 ? one : actor.HomeProvince;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ScopedContext>().Db;
            db.Audit(AuditEntry.Of(actor, Action, "request", asked, now, province, communes is [var commune] ? commune : null,
                string.Create(CultureInfo.InvariantCulture, $"{request}: {status}, {times} today")));
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception away) when (away is NpgsqlException or DbUpdateException or TimeoutException or InvalidOperationException)
        {
            // The caller was refused either way.
            NotTold(logger, request, status, away.GetType().Name);
        }
    }

    private static bool IsTold(int times)
    {
        while (times % 10 == 0)
            times /= 10;
        return times == 1;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Request} was refused with {Status}, and the trail could not be told ({Failure})")]
    private static partial void NotTold(ILogger logger, string request, int status, string failure);
}
