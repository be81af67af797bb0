using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>Objections in numbers, for the officers' dashboard: by hamlet, kind, state; how many are due and overdue.</summary>
internal static class CountObjections
{
    /// <summary>Numbers.</summary>
    /// <param name="All">All objections.</param>
    /// <param name="Open">Without an answer.</param>
    /// <param name="DueToday">Open, and today is the last day.</param>
    /// <param name="Overdue">Open, past the time limit.</param>
    /// <param name="AnsweredLate">Answered past the time limit.</param>
    /// <param name="Upheld">Proved right.</param>
    /// <param name="Lines">By hamlet, kind and state.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int All, int Open, int DueToday, int Overdue, int AnsweredLate, int Upheld, IReadOnlyList<Line> Lines);

    /// <summary>One line.</summary>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="Kind">Kind.</param>
    /// <param name="State">State.</param>
    /// <param name="Count">Objections.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Line(string Hamlet, ObjectionKind Kind, ObjectionState State, int Count);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}/objections/counts", Handle).WithName("CountObjections")
        .WithSummary("Objections of a review in numbers").RequireScope(Scopes.ReviewsRead);

    private static async Task<Ok<Response>> Handle(Guid id, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        var today = desk.Today;
        var groups = await (from objection in db.Objections.AsNoTracking()
                            join found in db.ReviewCases.AsNoTracking() on objection.CaseId equals found.Id
                            where objection.CycleId == id
                            group objection by new { found.HamletName, objection.Kind, objection.State } into same
                            select new
                            {
                                same.Key.HamletName,
                                same.Key.Kind,
                                same.Key.State,
                                All = same.Count(),
                                Open = same.Count(row => row.AnsweredOn == null),
                                DueToday = same.Count(row => row.AnsweredOn == null && row.DueOn == today),
                                Overdue = same.Count(row => row.AnsweredOn == null && row.DueOn < today),
                                Late = same.Count(row => row.AnsweredOn > row.DueOn),
                            }).ToListAsync(ct);
        return TypedResults.Ok(new Response(
            groups.Sum(group => group.All), groups.Sum(group => group.Open), groups.Sum(group => group.DueToday), groups.Sum(group => group.Overdue), groups.Sum(group => group.Late),
            groups.Where(group => group.State == ObjectionState.Upheld).Sum(group => group.All),
            [.. groups.OrderBy(group => group.HamletName, StringComparer.Ordinal).ThenBy(group => group.Kind).ThenBy(group => group.State)
                .Select(group => new Line(group.HamletName, group.Kind, group.State, group.All))]));
    }
}
