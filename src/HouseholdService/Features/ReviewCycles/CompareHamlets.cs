using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Compares scores and meetings per hamlet: where people and points disagree often, somebody from outside should look.</summary>
internal static class CompareHamlets
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/hamlets", Handle).WithName("CompareHamlets")
        .WithSummary("Scores against meetings, by hamlet; those far apart are flagged").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<IReadOnlyList<HamletComparison>>, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, CancellationToken ct)
    {
        if (await db.ReviewCycles.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } cycle)
            return Refusal.NotFound;
        var votes = await (from vote in db.MeetingVotes.AsNoTracking()
                           join meeting in db.Meetings.AsNoTracking() on vote.MeetingId equals meeting.Id
                           where meeting.CycleId == id
                           select new { meeting.HamletName, Vote = vote }).ToListAsync(ct);
        var rules = (await book.Open(ct)).Reviews.On(cycle.Kind, cycle.OpensOn);
        return TypedResults.Ok(HamletComparison.Of(votes.Select(pair => (pair.HamletName, pair.Vote)), rules));
    }
}
