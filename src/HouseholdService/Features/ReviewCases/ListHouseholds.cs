using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>Makes the list of households to review: those on the list in force (annual review) and the requests that passed form A. Doing it again adds what is new.</summary>
internal static class ListHouseholds
{
    /// <summary>The listing.</summary>
    /// <param name="On">Date; today when absent.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(DateOnly? On);

    /// <summary>What was listed.</summary>
    /// <param name="OnList">Households on the list in force.</param>
    /// <param name="Requested">Requests.</param>
    /// <param name="Left">What could not be listed.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int OnList, int Requested, IReadOnlyList<Left> Left);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/listing", Handle).WithName("ListHouseholds")
        .WithSummary("Make the list of households to review").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request? request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        await using var hold = await CycleHold.Take(db, id, alone: false, ct);
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var act = await desk.Act(cycle, request?.On, ct);
        if (cycle.WhyNotIn(act) is { } closed)
            return closed;
        var left = new List<Left>();
        var onList = cycle.Kind == ReviewKind.Annual ? await StartOnList(cycle, act, left, db, desk, ct) : 0;
        var requested = 0;
        foreach (var found in await db.ReviewCases.Where(row => row.CycleId == id && row.State == CaseState.Screened && row.PassedScreening == true).ToListAsync(ct))
        {
            var move = found.List(act);
            if (move.IsRefused)
            {
                left.Add(new Left(found.Id, move.Refusal.Code, move.Refusal.Vi, move.Refusal.En));
                continue;
            }

            desk.Keep(move.Taken);
            requested++;
        }

        if (await db.Save(ct) is { } twice)
            return twice;
        await hold.Commit(ct);
        return TypedResults.Ok(new Response(onList, requested, left));
    }

    private static async Task<int> StartOnList(ReviewCycle cycle, StepAct act, List<Left> left, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        var start = (await desk.StartList(cycle, ct)).Values.Where(entry => entry.Class is PovertyClass.Poor or PovertyClass.NearPoor).OrderBy(entry => entry.HouseholdId).ToList();
        var ids = start.Select(entry => entry.HouseholdId).ToArray();
        var known = (await db.ReviewCases.Where(row => ids.Contains(row.HouseholdId) && (row.CycleId == cycle.Id || row.State != CaseState.Closed)).Select(row => new { row.HouseholdId, row.CycleId })
            .ToListAsync(ct)).ToLookup(row => row.HouseholdId, row => row.CycleId);
        var count = 0;
        foreach (var entry in start)
        {
            if (known[entry.HouseholdId].Contains(cycle.Id))
                continue;
            if (known.Contains(entry.HouseholdId))
            {
                left.Add(new Left(entry.HouseholdId, "case-open", "Hộ đang có hồ sơ của kỳ rà soát khác.", "The household has an open case of another review."));
                continue;
            }

            var (found, move) = ReviewCase.Start(cycle, entry.HouseholdId, entry.HamletName, entry.Class, act);
            if (move.IsRefused)
            {
                left.Add(new Left(entry.HouseholdId, move.Refusal.Code, move.Refusal.Vi, move.Refusal.En));
                continue;
            }

            db.ReviewCases.Add(found);
            desk.Keep(move.Taken);
            count++;
        }

        return count;
    }
}
