using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>One review: people, and cases by hamlet and state.</summary>
internal static class GetCycle
{
    /// <summary>A review.</summary>
    /// <param name="Cycle">The review.</param>
    /// <param name="People">Committee and reviewers.</param>
    /// <param name="Cases">Cases by hamlet and state.</param>
    public sealed record Response(CycleView Cycle, IReadOnlyList<Person> People, IReadOnlyList<Count> Cases);

    /// <summary>A person of the review.</summary>
    /// <param name="Id">Identity inside this review.</param>
    /// <param name="Role">Role.</param>
    /// <param name="FullName">Name.</param>
    /// <param name="Position">Position.</param>
    /// <param name="Hamlets">Hamlets of a reviewer.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Person(Guid Id, CycleRole Role, [PersonalData(DataClass.P1)] string FullName, string Position, IReadOnlyList<string> Hamlets);

    /// <summary>How many cases stand where.</summary>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="State">State.</param>
    /// <param name="Cases">Cases.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Count(string Hamlet, CaseState State, int Cases);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapGet("/{id:guid}", Handle).WithName("GetCycle")
        .WithSummary("A review with its people and counts").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.ReviewCycles.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } cycle)
            return Refusal.NotFound;
        var people = await db.CyclePeople.AsNoTracking().Where(person => person.CycleId == id).OrderBy(person => person.Role).ThenBy(person => person.Id).Take(500).ToListAsync(ct);
        var counts = await db.ReviewCases.Where(found => found.CycleId == id).GroupBy(found => new { found.HamletName, found.State })
            .Select(group => new { group.Key.HamletName, group.Key.State, Cases = group.Count() }).ToListAsync(ct);
        RowTag.Send(response, cycle.RowVersion);
        return TypedResults.Ok(new Response(CycleView.Of(cycle), [.. people.Select(person => new Person(person.Id, person.Role, person.FullName, person.Position, person.Hamlets))],
            [.. counts.OrderBy(count => count.HamletName, StringComparer.Ordinal).ThenBy(count => count.State).Select(count => new Count(count.HamletName, count.State, count.Cases))]));
    }
}
