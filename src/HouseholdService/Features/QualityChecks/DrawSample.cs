using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Quality;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.QualityChecks;

/// <summary>Draws a random sample of a closed review, by strata and with a seed that anybody can use to draw it again.</summary>
internal static class DrawSample
{
    private const int Most = 1000;

    /// <summary>The draw.</summary>
    /// <param name="Size">Households, 1 to 1000.</param>
    /// <param name="Seed">Seed, drawn in public.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(int Size, long Seed);

    /// <summary>The sample.</summary>
    /// <param name="Id">The sample.</param>
    /// <param name="Size">Households in it.</param>
    /// <param name="Population">Households from which it was drawn.</param>
    /// <param name="Cases">Cases to visit.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid Id, int Size, int Population, IReadOnlyList<Item> Cases);

    /// <summary>A case to visit.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="Stratum">Stratum.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Item(Guid CaseId, Guid HouseholdId, string Stratum);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/quality-samples", Handle).WithName("DrawSample")
        .WithSummary("Draw a random sample to visit again").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (request.Size is < 1 or > Most)
            return Refusal.Invalid(new FieldFault("size", $"Cỡ mẫu từ 1 đến {Most}.", $"The sample has 1 to {Most} households."));
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        if (cycle.State is not (CycleState.Closed or CycleState.Reported or CycleState.Locked))
            return Refusal.Conflict("cycle-state", "Chỉ kiểm tra cuộc rà soát đã kết thúc.", "Only a review that has ended is checked.");
        if (await db.QualitySamples.AnyAsync(sample => sample.CycleId == id && sample.Seed == request.Seed, ct))
            return Refusal.Conflict("seed-used", "Hạt giống này đã dùng cho một mẫu.", "This seed was used for a sample.");
        var cases = (await db.ReviewCases.AsNoTracking().Where(found => found.CycleId == id && found.DecidedOn != null && found.Class != null).ToListAsync(ct)).ToDictionary(found => found.HouseholdId);
        if (cases.Count == 0)
            return Refusal.Rule("nothing-to-check", "Cuộc rà soát không có hồ sơ nào để kiểm tra.", "The review has no case to check.", ReviewRules.Procedure);
        var drawn = StratifiedSample.Draw([.. cases.Values.Select(found => (found.HouseholdId, Stratum(found)))], request.Size, request.Seed);
        var sample = new QualitySample
        {
            ProvinceCode = cycle.ProvinceCode,
            CommuneCode = cycle.CommuneCode,
            CycleId = id,
            Seed = request.Seed,
            Size = drawn.Count,
            Population = cases.Count,
            DrawnBy = desk.ActorId,
            DrawnAt = desk.Now,
        };
        db.QualitySamples.Add(sample);
        db.QualityVisits.AddRange(drawn.Select(pair => new QualityVisit
        {
            ProvinceCode = cycle.ProvinceCode,
            CommuneCode = cycle.CommuneCode,
            SampleId = sample.Id,
            CaseId = cases[pair.Household].Id,
            Stratum = pair.Stratum,
            StartClass = cases[pair.Household].StartClass,
            DecidedClass = cases[pair.Household].Class!.Value,
        }));
        desk.Audit(cycle, "quality-sample.draw", sample.Id, "quality-sample");
        return await db.Save(ct) is { } twice
            ? twice
            : TypedResults.Ok(new Response(sample.Id, sample.Size, sample.Population, [.. drawn.Select(pair => new Item(cases[pair.Household].Id, pair.Household, pair.Stratum))]));
    }

    private static string Stratum(ReviewCase found) => (found.Class, found.StartClass) switch
    {
        (PovertyClass.Poor, _) => "poor",
        (PovertyClass.NearPoor, _) => "near-poor",
        (_, PovertyClass.Poor or PovertyClass.NearPoor) => "left",
        _ => "not-on-list",
    };
}
