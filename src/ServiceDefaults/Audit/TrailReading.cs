using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>A line of the audit trail as an inspection reads it: with who it was, unmasked, and nothing of the subject but its id.</summary>
/// <param name="Id">The line.</param>
/// <param name="At">When (UTC).</param>
/// <param name="ActorId">Who: subject of the token, or <c>system:service</c>.</param>
/// <param name="OnBehalfOf">For whom a machine client acted, or null.</param>
/// <param name="ClientId">Through which client.</param>
/// <param name="AgencyId">Agency of a partner, or null.</param>
/// <param name="Roles">Roles at that time.</param>
/// <param name="Action">What was done, <c>noun.verb</c>.</param>
/// <param name="SubjectKind">Kind of the subject.</param>
/// <param name="SubjectId">The subject.</param>
/// <param name="ProvinceCode">Province of the subject, or null.</param>
/// <param name="CommuneCode">Commune of the subject, or null.</param>
/// <param name="Purpose">Purpose or reason, or null.</param>
/// <param name="BeforeHash">SHA-256 of the subject before a change, lower-case hex, or null.</param>
/// <param name="AfterHash">The same after it.</param>
/// <param name="TraceId">Trace in which it happened, or null.</param>
[PersonalData(DataClass.P1)]
public sealed record TrailLine(
    Guid Id, DateTimeOffset At, string ActorId, string? OnBehalfOf, string ClientId, string? AgencyId, IReadOnlyList<string> Roles, string Action, string SubjectKind, Guid SubjectId,
    string? ProvinceCode, string? CommuneCode, string? Purpose, string? BeforeHash, string? AfterHash, string? TraceId);

/// <summary>Reading a service's audit trail: for inspections, which ask what somebody did, in their areas. The question is a line of the trail itself.</summary>
public static class TrailReading
{
    private const int MostDays = 31;
    private const int UsualDays = 7;
    private const int LongestText = 200;

    /// <summary>Maps <c>GET /v1/audit-entries</c>. Scope <see cref="Scopes.TrailRead"/>.</summary>
    public static RouteHandlerBuilder MapTrail(this IEndpointRouteBuilder app) => app.MapGet("/v1/audit-entries", Handle).WithName("ListAuditEntries").WithTags("Audit").RequireScope(Scopes.TrailRead)
        .WithSummary("Lines of the audit trail in your areas: who did what, when and for what; newest first")
        .WithDescription("By actor, action or subject, for at most 31 days of Viet Nam at once; the last 7 when no day is named. Lines that belong to no area are read by inspections of the whole country.");

    private static async Task<Results<Ok<Page<TrailLine>>, Refusal>> Handle(
        string? actorId, string? action, Guid? subjectId, DateOnly? from, DateOnly? to, Guid? cursor, int? limit, HttpContext http, ScopedContext scoped, Actor actor, AreaScope area, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var last = to ?? from?.AddDays(Math.Min(MostDays - 1, DateOnly.MaxValue.DayNumber - from.Value.DayNumber)) ?? clock.Today();
        var first = from ?? last.AddDays(-Math.Min(UsualDays - 1, last.DayNumber));
        if (Faults(actorId, action, first, last).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var (db, size, begin, end) = (scoped.Db, limit ?? PageSize.Usual, VietnamDay.Begin(first), VietnamDay.Begin(last.AddDays(1)));
        var (everywhere, provinces, communes) = (area.IsNationwide, area.Provinces.ToArray(), area.Communes.ToArray());
        var found = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.RecordedAt >= begin && entry.RecordedAt < end && (everywhere || provinces.Contains(entry.ProvinceCode!) || communes.Contains(entry.CommuneCode!)))
            .Where(entry => (actorId == null || entry.ActorId == actorId) && (action == null || entry.Action == action) && (subjectId == null || (entry.SubjectId == subjectId && (everywhere || entry.Action != RefusedAttempts.Action)))
                && (cursor == null || entry.Id.CompareTo(cursor.Value) < 0))
            .OrderByDescending(entry => entry.Id).Take(size + 1).ToListAsync(ct);
        string?[] asked = [actorId, action, subjectId?.ToString(), FormattableString.Invariant($"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}")];
        db.Audit(AuditEntry.Of(actor, "trail.read", "trail", Guid.Empty, clock.GetUtcNow(), provinces is [var one] ? one : null, purpose: string.Join(", ", asked.OfType<string>())));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<TrailLine>([.. found.Take(size).Select(entry => View(entry, everywhere))], found.Count > size ? found[size - 1].Id.ToString() : null));
    }

    // What somebody tried to see may lie anywhere: only inspections of the whole country read what it was.
    private static TrailLine View(AuditEntry entry, bool everywhere) => new(
        entry.Id, entry.RecordedAt, entry.ActorId, entry.OnBehalfOf, entry.ClientId, entry.AgencyId, entry.Roles, entry.Action, entry.SubjectKind,
        everywhere || entry.Action != RefusedAttempts.Action ? entry.SubjectId : Guid.Empty, entry.ProvinceCode, entry.CommuneCode, entry.Purpose,
        entry.BeforeHash is { } before ? Convert.ToHexStringLower(before) : null, entry.AfterHash is { } after ? Convert.ToHexStringLower(after) : null, entry.TraceId);

    private static IEnumerable<FieldFault> Faults(string? actorId, string? action, DateOnly first, DateOnly last)
    {
        if (actorId is { Length: 0 or > LongestText })
            yield return new FieldFault("actorId", $"Ghi mã tài khoản hoặc ứng dụng, tối đa {LongestText} ký tự.", $"Give the id of an account or client, at most {LongestText} characters.");
        if (action is { Length: 0 or > LongestText })
            yield return new FieldFault("action", $"Ghi tên hành động, ví dụ list.recognise, tối đa {LongestText} ký tự.", $"Give an action, for example list.recognise, at most {LongestText} characters.");
        if (first.Year < 2000 || last.Year > 2100 || last < first || last.DayNumber - first.DayNumber >= MostDays)
            yield return new FieldFault("from, to", $"Chọn khoảng từ 1 đến {MostDays} ngày, ngày đầu không sau ngày cuối.", $"Choose 1 to {MostDays} days, the first not after the last.");
    }
}
