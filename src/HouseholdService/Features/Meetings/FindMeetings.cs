using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Meetings;

/// <summary>Meetings of a review with their votes.</summary>
internal static class FindMeetings
{
    private const int Most = 50;

    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/meetings", Handle).WithName("FindMeetings")
        .WithSummary("Meetings of a review, at most 50 per page").RequireScope(Scopes.ReviewsRead).AuditsRead();

    private static async Task<Results<Ok<Page<MeetingView>>, Refusal>> Handle(Guid id, string? hamlet, string? cursor, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var found = await db.Meetings.AsNoTracking().Where(row => row.CycleId == id && (hamlet == null || row.HamletName == hamlet) && row.Id.CompareTo(after) > 0).OrderBy(row => row.Id).Take(Most + 1).ToListAsync(ct);
        var ids = found.Take(Most).Select(row => row.Id).ToArray();
        var votes = (await db.MeetingVotes.AsNoTracking().Where(vote => ids.Contains(vote.MeetingId)).ToListAsync(ct)).ToLookup(vote => vote.MeetingId);
        db.Audit(AuditEntry.Of(actor, "review-meetings.read", "review-cycle", id, clock.GetUtcNow(), found.FirstOrDefault()?.ProvinceCode, found.FirstOrDefault()?.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Page<MeetingView>([.. found.Take(Most).Select(row => MeetingView.Of(row, votes[row.Id]))], found.Count > Most ? IdCursor.After(found[Most - 1].Id) : null));
    }
}
