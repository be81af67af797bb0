namespace PovertyPlatform.IdentityService.Features.Grants;

internal static class GrantRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var grants = app.MapGroup("/v1/grants").WithTags("grants");
        ListGrants.Map(grants);
        GrantRole.Map(grants);
        RevokeGrant.Map(grants);
        ListRoles.Map(app);
        TransferRole.Map(app);
    }
}
