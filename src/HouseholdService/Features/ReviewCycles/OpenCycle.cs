using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.ReviewCycles;

/// <summary>Work begins.</summary>
internal static class OpenCycle
{
    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/opening", Handle).WithName("OpenCycle")
        .WithSummary("Open a planned review").RequireScope(Scopes.ReviewsPlan).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static Task<Results<Ok<CycleView>, Refusal>> Handle(Guid id, HouseholdDb db, CaseDesk desk, HttpContext http, CancellationToken ct) =>
        CycleChange.Make(id, "open", db, desk, http,
            async cycle => cycle.Open(await db.CyclePeople.AsNoTracking().Where(person => person.CycleId == id).ToListAsync(ct), desk.Today, desk.Now), ct);
}
