using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>Objections of a review, most urgent first by their time limit within a page.</summary>
internal static class FindObjections
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/objections", Handle).WithName("FindObjections")
        .WithSummary("Objections of a review").RequireScope(Scopes.ReviewsRead).AuditsRead();

    private static async Task<Results<Ok<Page<ObjectionView>>, Refusal>> Handle(
        Guid id, ObjectionState? state, string? group, bool? overdue, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, CaseDesk desk, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var (size, today) = (limit ?? PageSize.Usual, desk.Today);
        var found = await db.Objections.AsNoTracking()
            .Where(row => row.CycleId == id && (state == null || row.State == state) && (group == null || row.GroupName == group)
                && (overdue != true || (row.AnsweredOn == null && row.DueOn < today)) && row.Id.CompareTo(after) > 0)
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        db.Audit(AuditEntry.Of(actor, "review-objections.read", "review-cycle", id, clock.GetUtcNow(), found.FirstOrDefault()?.ProvinceCode, found.FirstOrDefault()?.CommuneCode));
        await db.SaveChangesAsync(ct);
        var rules = (await book.Open(ct)).Reviews.On(ReviewKind.Annual, today);
        return TypedResults.Ok(new Page<ObjectionView>([.. found.Take(size).OrderBy(row => row.DueOn).ThenBy(row => row.Id).Select(row => ObjectionView.Of(row, rules, today))],
            found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
