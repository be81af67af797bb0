using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>Requests of the caller's areas; of a commune, a household, a state, or those that are late.</summary>
internal static class FindRequests
{
    public static void Map(RouteGroupBuilder requests) => requests.MapGet("/", Handle).WithName("FindRightsRequests")
        .WithSummary("Requests of rights in your areas; overdue=true for those that are late").RequireScope(Scopes.RightsRead).AuditsRead();

    private static async Task<Results<Ok<Page<RightsView>>, Refusal>> Handle(
        string? communeCode, Guid? householdId, RightsKind? kind, RightsState? state, bool? overdue, string? cursor, int? limit, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var (size, today) = (limit ?? PageSize.Usual, clock.Today());
        var found = await db.RightsRequests.AsNoTracking()
            .Where(row => (communeCode == null || row.CommuneCode == communeCode) && (householdId == null || row.HouseholdId == householdId) && (kind == null || row.Kind == kind)
                && (state == null || row.State == state) && row.Id.CompareTo(after) > 0)
            .Where(row => overdue != true || (row.State == RightsState.Received && row.AnswerDueOn < today)
                || ((row.State == RightsState.Received || row.State == RightsState.Accepted) && row.FinishDueOn < today))
            .OrderBy(row => row.Id).Take(size + 1).ToListAsync(ct);
        // One line for each household that is shown, so that its access history knows of it; a page without any is on record, too.
        var at = clock.GetUtcNow();
        foreach (var shown in found.Take(size).DistinctBy(row => row.HouseholdId))
            db.Audit(AuditEntry.Of(actor, "rights-requests.read", "household", shown.HouseholdId, at, shown.ProvinceCode, shown.CommuneCode));
        if (found.Count == 0)
            db.Audit(AuditEntry.Of(actor, "rights-requests.read", "area", Guid.Empty, at, communeCode: communeCode));
        await db.SaveChangesAsync(ct);
        var terms = (await book.Open(ct)).RightsTerms();
        return TypedResults.Ok(new Page<RightsView>([.. found.Take(size).Select(row => RightsView.Of(row, terms, today))], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }
}
