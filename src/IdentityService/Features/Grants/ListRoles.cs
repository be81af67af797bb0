using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Grants;

/// <summary>The roles of a day and the bodies that hold those of the State.</summary>
internal static class ListRoles
{
    /// <summary>Roles of the day.</summary>
    /// <param name="On">The day.</param>
    /// <param name="Roles">Its roles.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Response(DateOnly On, IReadOnlyList<RoleItem> Roles);

    /// <summary>A role.</summary>
    /// <param name="Code">Code.</param>
    /// <param name="NameVi">Name in Vietnamese.</param>
    /// <param name="NameEn">Name in English.</param>
    /// <param name="BodyVi">Body that holds it on that day, in Vietnamese; null for roles of single officers.</param>
    /// <param name="BodyEn">The same in English.</param>
    /// <param name="Scopes">Scopes that it gives.</param>
    /// <param name="AreaLevels">Levels of area for which it is granted.</param>
    /// <param name="NeedsSecondFactor">True when officers use it only after a second factor.</param>
    /// <param name="Delegates">Roles that a holder may grant.</param>
    /// <param name="LegalBasis">Act that gives it its tasks.</param>
    [PersonalData(DataClass.P0)]
    public sealed record RoleItem(
        string Code, string NameVi, string NameEn, string? BodyVi, string? BodyEn, IReadOnlyList<string> Scopes, IReadOnlyList<string> AreaLevels, bool NeedsSecondFactor,
        IReadOnlyList<string> Delegates, string? LegalBasis);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/roles", Handle).WithTags("grants").WithName("ListRoles").RequireScope(Scopes.RoleGrantsRead)
        .WithSummary("Roles of a day, with the bodies that hold them");

    // Roles are two dozen rows of reference data: one answer always holds them.
    private static async Task<Ok<Response>> Handle(IdentityDb db, TimeProvider clock, DateOnly? on, CancellationToken ct)
    {
        var day = on ?? clock.Today();
        var bodies = await db.RoleBodies.AsNoTracking().Where(body => body.ValidFrom <= day && (body.ValidTo == null || body.ValidTo >= day)).ToDictionaryAsync(body => body.Role, ct);
        var roles = await db.Roles.AsNoTracking().Where(role => role.ValidFrom <= day && (role.ValidTo == null || role.ValidTo >= day)).OrderBy(role => role.Code).ToListAsync(ct);
        return TypedResults.Ok(new Response(day, [.. roles.Select(role => new RoleItem(
            role.Code, role.NameVi, role.NameEn, bodies.GetValueOrDefault(role.Code)?.BodyVi, bodies.GetValueOrDefault(role.Code)?.BodyEn, role.Scopes, role.AreaLevels, role.NeedsSecondFactor,
            role.Delegates, role.LegalBasis))]));
    }
}
