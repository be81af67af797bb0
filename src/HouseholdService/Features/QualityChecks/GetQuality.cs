using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Quality;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.QualityChecks;

/// <summary>What a sample says about a review: rates with the bounds of their confidence interval.</summary>
internal static class GetQuality
{
    /// <summary>Rates.</summary>
    /// <param name="SampleId">The sample.</param>
    /// <param name="CycleId">The review.</param>
    /// <param name="Seed">Seed.</param>
    /// <param name="Size">Households in the sample.</param>
    /// <param name="Population">Households from which it was drawn.</param>
    /// <param name="Visited">Of the sample, visited so far.</param>
    /// <param name="Rates">Rates over the visits made.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid SampleId, Guid CycleId, long Seed, int Size, int Population, int Visited, QualityRates Rates);

    public static void Map(RouteGroupBuilder samples) => samples.MapGet("/{id:guid}", Handle).WithName("GetQuality")
        .WithSummary("Rates of wrong inclusion, wrong exit and missed households, with confidence bounds").RequireScope(Scopes.ReviewsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Guid id, HouseholdDb db, CancellationToken ct)
    {
        if (await db.QualitySamples.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } sample)
            return Refusal.NotFound;
        var visits = await db.QualityVisits.AsNoTracking().Where(row => row.SampleId == id).ToListAsync(ct);
        return TypedResults.Ok(new Response(id, sample.CycleId, sample.Seed, sample.Size, sample.Population, visits.Count(visit => visit.FoundClass is not null), QualityRates.Of(visits)));
    }
}
