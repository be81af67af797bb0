using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.SupportProgramService.Data;

namespace PovertyPlatform.SupportProgramService.Features.Grants;

/// <summary>One grant.</summary>
internal static class GetGrant
{
    public static void Map(RouteGroupBuilder grants) => grants.MapGet("/{id}", Handle).WithName("GetGrant")
        .WithSummary("One grant").RequireScope(Scopes.EligibilityRead);

    private static async Task<Results<Ok<GrantItem>, Refusal>> Handle(Guid id, SupportDb db, CancellationToken ct) =>
        await db.Grants.AsNoTracking().Where(grant => grant.Id == id).Select(GrantItem.Of).FirstOrDefaultAsync(ct) is { } grant
            ? TypedResults.Ok(grant)
            : Refusal.NotFound;
}
