using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Households;

/// <summary>What became known of a household and when: events, imports and reviews, newest first. The reading is recorded.</summary>
internal static class ReadHistory
{
    /// <summary>One instant at which something became known.</summary>
    /// <param name="KnownAt">The instant; pass it as <c>knownAt</c> to see the household as it was known then.</param>
    /// <param name="Kind">Kind of the event; absent for an import or a review.</param>
    /// <param name="EventId">The event.</param>
    /// <param name="EffectiveOn">Day from which it is true.</param>
    /// <param name="By">Who recorded it, masked.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="IsUndone">It was taken back later.</param>
    /// <param name="Households">Rows of the household that changed.</param>
    /// <param name="Members">Members that changed.</param>
    /// <param name="Reviews">Reviews that changed.</param>
    public sealed record Change(
        [PersonalData(DataClass.P1)] DateTimeOffset KnownAt, [PersonalData(DataClass.P1)] string? Kind, Guid? EventId, [PersonalData(DataClass.P1)] DateOnly? EffectiveOn, [PersonalData(DataClass.P1)] string? By, [PersonalData(DataClass.P2)] string? Reason, bool IsUndone, [PersonalData(DataClass.P1)] int Households, [PersonalData(DataClass.P1)] int Members, [PersonalData(DataClass.P1)] int Reviews);

    public static void Map(RouteGroupBuilder households) => households.MapGet("/{id:guid}/history", Handle).WithName("ReadHistory")
        .WithSummary("What became known of a household and when, newest first").RequireScope(Scopes.HouseholdsRead).AuditsRead();

    private static async Task<Results<Ok<Page<Change>>, Refusal>> Handle(Guid id, string? cursor, int? limit, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (before, refusal) = InstantCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var stamps = await db.Database.SqlQuery<Stamp>($"""
            select at as "At", count(distinct id) filter (where kind = 'household')::int as "Households", count(distinct id) filter (where kind = 'member')::int as "Members",
              count(distinct id) filter (where kind = 'review')::int as "Reviews", max(province) as "Province", max(commune) as "Commune"
            from (
              select known_from as at, 'household' as kind, id, province_code as province, commune_code as commune from household where id = {id}
              union all select known_from, 'member', id, province_code, commune_code from member where household_id = {id}
              union all select known_from, 'review', id, province_code, commune_code from review where household_id = {id}
              union all select known_from, kind, id, province_code, commune_code from record_version where household_id = {id}
              union all select known_to, kind, id, province_code, commune_code from record_version where household_id = {id} and known_to is not null) stamps
            where at < {before} group by at order by at desc limit {size + 1}
            """).ToListAsync(ct);
        if (stamps.Count == 0 && cursor is null)
            return Refusal.NotFound;
        var shown = stamps.Take(size).ToList();
        var instants = shown.ConvertAll(stamp => stamp.At);
        string[] past = [AreaBoundContext.AreaFilter];
        var events = await db.HouseholdEvents.IgnoreQueryFilters(past).AsNoTracking().Where(row => row.Households.Contains(id) && instants.Contains(row.KnownAt))
            .Select(row => new { Event = row, IsUndone = db.HouseholdEvents.Any(other => other.UndoesId == row.Id) }).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "household.history-read", "household", id, clock.GetUtcNow(), shown.FirstOrDefault()?.Province, shown.FirstOrDefault()?.Commune));
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(new Page<Change>(
            [.. shown.Select(stamp => events.Find(row => row.Event.KnownAt == stamp.At) is { Event: var told } found
                ? new Change(stamp.At, told.Kind.ToString(), told.Id, told.EffectiveOn, Masked.Account(told.RecordedBy), told.Reason, found.IsUndone, stamp.Households, stamp.Members, stamp.Reviews)
                : new Change(stamp.At, null, null, null, null, null, false, stamp.Households, stamp.Members, stamp.Reviews))],
            stamps.Count > size ? InstantCursor.Before(shown[^1].At) : null));
    }

    private sealed record Stamp(DateTimeOffset At, int Households, int Members, int Reviews, string Province, string Commune);
}
