using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.LocalLists;

/// <summary>Postings of a list of a province's own standard, and what hangs there. Names are public while a posting runs, and masked before and afterwards.</summary>
internal static class ReadLocalPostings
{
    private const int Most = 500;

    /// <summary>A line as it hangs: a name, a hamlet and a result.</summary>
    /// <param name="Ordinal">Order.</param>
    /// <param name="Head">Head of the household; masked unless the posting runs.</param>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Class">Class under the province's standard.</param>
    /// <param name="Result">Result as it is written.</param>
    public sealed record Line([PersonalData(DataClass.P1)] int Ordinal, [PersonalData(DataClass.P2)] string Head, [PersonalData(DataClass.P1)] string Hamlet, PovertyClass Class, [PersonalData(DataClass.P1)] string Result);

    /// <summary>A posting with lines.</summary>
    /// <param name="Posting">The posting.</param>
    /// <param name="IsRunning">It hangs today.</param>
    /// <param name="Lines">At most 500 lines.</param>
    /// <param name="Next">First ordinal of the next page, or null at the end.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(LocalPostingView Posting, bool IsRunning, IReadOnlyList<Line> Lines, int? Next);

    public static void Map(RouteGroupBuilder standards)
    {
        standards.MapGet("/local-lists/{id:guid}/postings", Find).WithName("FindLocalPostings").WithSummary("Postings of a list of the province's own standard, at most 100, latest first").RequireScope(Scopes.ReviewsRead);
        standards.MapGet("/local-postings/{id:guid}", Read).WithName("ReadLocalPosting").WithSummary("A posting with its lines: head, hamlet, result").RequireScope(Scopes.ReviewsRead).AuditsRead();
    }

    private static async Task<Results<Ok<IReadOnlyList<LocalPostingView>>, Refusal>> Find(Guid id, HouseholdDb db, CancellationToken ct)
    {
        if (!await db.LocalLists.AnyAsync(row => row.Id == id, ct))
            return Refusal.NotFound;
        var found = await db.LocalListPostings.AsNoTracking().Where(row => row.ListId == id).OrderByDescending(row => row.Id).Take(100).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<LocalPostingView>>([.. found.Select(LocalPostingView.Of)]);
    }

    private static async Task<Results<Ok<Response>, Refusal>> Read(Guid id, int? from, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LocalListPostings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } posting)
            return Refusal.NotFound;
        var list = await db.LocalLists.AsNoTracking().FirstAsync(row => row.Id == posting.ListId, ct);
        var isRunning = posting.FromDay <= clock.Today() && clock.Today() <= posting.Until;
        var lines = (await new LocalListRows(db, list).Find(posting.HamletName, ct)).Index().Skip(Math.Max(from ?? 1, 1) - 1).Take(Most + 1).ToList();
        db.Audit(AuditEntry.Of(actor, "local-posting.read", "local-posting", id, clock.GetUtcNow(), posting.ProvinceCode, posting.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(LocalPostingView.Of(posting), isRunning, [.. lines.Take(Most).Select(line => new Line(
            line.Index + 1, isRunning || line.Item.Head is null ? line.Item.Called : Masked.Name(line.Item.Head), line.Item.Hamlet, line.Item.LocalClass, LocalListRows.Result(line.Item.LocalClass)))],
            lines.Count > Most ? lines[Most].Index + 1 : null));
    }
}
