using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>Sorts objections, many at once: kind, priority, group.</summary>
internal static class TriageObjections
{
    private const int Most = 500;

    /// <summary>The sorting.</summary>
    /// <param name="Ids">1 to 500 objections of this review.</param>
    /// <param name="Kind">What they say is wrong.</param>
    /// <param name="Priority">1 first, 3 last.</param>
    /// <param name="Group">Group handled together.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(IReadOnlyList<Guid>? Ids, ObjectionKind Kind, int Priority, string? Group);

    /// <summary>How many were sorted.</summary>
    /// <param name="Triaged">Objections sorted now.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(int Triaged);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/objections/triage", Handle).WithName("TriageObjections")
        .WithSummary("Sort objections by kind, priority and group").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (request.Ids is not { Count: > 0 and <= Most } ids || !Enum.IsDefined(request.Kind))
            return Refusal.Invalid(new FieldFault("ids", $"Gửi từ 1 đến {Most} khiếu nại và loại của chúng.", $"Send 1 to {Most} objections and their kind."));
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var wanted = ids.Distinct().ToArray();
        var found = await db.Objections.Where(row => row.CycleId == id && wanted.Contains(row.Id)).ToListAsync(ct);
        if (found.Count < wanted.Length)
            return Refusal.NotFound;
        foreach (var objection in found)
            if (objection.Triage(request.Kind, request.Priority, request.Group) is { } refusal)
                return refusal;
        desk.Audit(cycle, "objection.triage");
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(new Response(found.Count));
    }
}
