using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Which communes are at which step, late or irregular: the reviews of the caller's areas with their counts.</summary>
internal static class FindCycles
{
    /// <summary>A review with its counts.</summary>
    /// <param name="Cycle">The review.</param>
    /// <param name="Cases">Cases.</param>
    /// <param name="OpenCases">Of these, not closed.</param>
    /// <param name="Irregular">Of these, with something irregular.</param>
    /// <param name="OpenObjections">Objections without an answer.</param>
    /// <param name="OverdueObjections">Of these, past their time limit.</param>
    /// <param name="IsLate">Its last day has passed and it is not closed.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(CycleView Cycle, int Cases, int OpenCases, int Irregular, int OpenObjections, int OverdueObjections, bool IsLate);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/", Handle).WithName("FindCycles")
        .WithSummary("Reviews of your areas with their progress").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Page<Item>>, Refusal>> Handle(
        string? communeCode, short? year, ReviewKind? kind, string? cursor, int? limit, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (after, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        var size = limit ?? PageSize.Usual;
        var found = await db.ReviewCycles.AsNoTracking()
            .Where(cycle => (communeCode == null || cycle.CommuneCode == communeCode) && (year == null || cycle.Year == year) && (kind == null || cycle.Kind == kind) && cycle.Id.CompareTo(after) > 0)
            .OrderBy(cycle => cycle.Id).Take(size + 1).ToListAsync(ct);
        var page = found.Take(size).ToList();
        var ids = page.Select(cycle => cycle.Id).ToArray();
        var cases = await db.ReviewCases.Where(row => ids.Contains(row.CycleId)).GroupBy(row => row.CycleId).Select(group => new
        {
            group.Key,
            All = group.Count(),
            Open = group.Count(row => row.State != CaseState.Closed),
            Irregular = group.Count(row => row.Irregularities.Length > 0),
        }).ToDictionaryAsync(group => group.Key, ct);
        var today = desk.Today;
        var objections = await db.Objections.Where(row => ids.Contains(row.CycleId) && row.AnsweredOn == null).GroupBy(row => row.CycleId)
            .Select(group => new { group.Key, Open = group.Count(), Overdue = group.Count(row => row.DueOn < today) }).ToDictionaryAsync(group => group.Key, ct);
        return TypedResults.Ok(new Page<Item>([.. page.Select(cycle =>
        {
            var counts = cases.GetValueOrDefault(cycle.Id);
            var waiting = objections.GetValueOrDefault(cycle.Id);
            return new Item(CycleView.Of(cycle), counts?.All ?? 0, counts?.Open ?? 0, counts?.Irregular ?? 0, waiting?.Open ?? 0, waiting?.Overdue ?? 0,
                cycle.ClosesOn < today && (cycle.State is CycleState.Planned or CycleState.Open));
        })], found.Count > size ? IdCursor.After(page[^1].Id) : null));
    }
}
