using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>What hangs there, line by line. Names are public by the procedure while the posting runs, and masked afterwards.</summary>
internal static class ReadPosting
{
    private const int Most = 500;

    /// <summary>A posting with lines.</summary>
    /// <param name="Posting">The posting.</param>
    /// <param name="IsRunning">It hangs today.</param>
    /// <param name="Lines">At most 500 lines.</param>
    /// <param name="Next">First ordinal of the next page, or null at the end.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(PostingView Posting, bool IsRunning, IReadOnlyList<PostedLine> Lines, int? Next);

    public static void Map(RouteGroupBuilder postings) => postings.MapGet("/{id:guid}", Handle).WithName("ReadPosting")
        .WithSummary("A posting with its lines: head, hamlet, result").RequireScope(Scopes.ReviewsRead).AuditsRead();

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, int? from, HouseholdDb db, CaseDesk desk, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Postings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } posting)
            return Refusal.NotFound;
        var isRunning = posting.FromDay <= desk.Today && desk.Today <= posting.Until;
        var first = from ?? 1;
        var lines = await db.PostingLines.AsNoTracking().Where(line => line.PostingId == id && line.Ordinal >= first).OrderBy(line => line.Ordinal).Take(Most + 1).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "review-posting.read", "review-posting", id, clock.GetUtcNow(), posting.ProvinceCode, posting.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response((await PostingView.Of(db, [posting], ct))[0], isRunning, [.. lines.Take(Most).Select(line => new PostedLine(
            line.Ordinal, isRunning ? line.HeadName : Masked.Name(line.HeadName), line.HamletName, line.Class, CaseWords.Result(line.Class, line.StartClass)))],
            lines.Count > Most ? lines[Most].Ordinal : null));
    }
}
