using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Domain.Grants;

namespace PovertyPlatform.SupportProgramService.Features.Grants;

/// <summary>How many grants an area has, by programme.</summary>
internal static class SummariseGrants
{
    /// <summary>Grants of an area.</summary>
    /// <param name="AreaCode">The area asked for; absent for all areas of the caller.</param>
    /// <param name="Granted">Open grants over all programmes.</param>
    /// <param name="Withdrawn">Grants that were withdrawn and not opened again.</param>
    /// <param name="Programmes">The same by programme, in order of code.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string? AreaCode, long Granted, long Withdrawn, IReadOnlyList<ProgrammeCount> Programmes);

    /// <summary>Grants of a programme.</summary>
    /// <param name="ProgrammeCode">The programme.</param>
    /// <param name="Granted">Open grants.</param>
    /// <param name="Withdrawn">Withdrawn grants.</param>
    [PersonalData(DataClass.P1)]
    public sealed record ProgrammeCount(string ProgrammeCode, long Granted, long Withdrawn);

    public static void Map(RouteGroupBuilder grants) => grants.MapGet("/summary", Handle).WithName("SummariseGrants")
        .WithSummary("Counts of grants of a province or commune").RequireScope(Scopes.EligibilityRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(string? areaCode, SupportDb db, TimeProvider clock, CancellationToken ct)
    {
        var found = db.Grants.AsNoTracking();
        if (areaCode is not null)
        {
            var (area, refusal) = await AreaRequest.Check("areaCode", areaCode, provinces: true, db, clock.Today(), ct);
            if (area is null)
                return refusal!;
            found = area.Value.Narrow(found);
        }

        var counts = await found.GroupBy(grant => grant.ProgrammeCode).OrderBy(group => group.Key).Select(group => new ProgrammeCount(
            group.Key, group.LongCount(grant => grant.State == GrantState.Granted), group.LongCount(grant => grant.State == GrantState.Withdrawn))).ToListAsync(ct);
        return TypedResults.Ok(new Response(areaCode, counts.Sum(count => count.Granted), counts.Sum(count => count.Withdrawn), counts));
    }
}
