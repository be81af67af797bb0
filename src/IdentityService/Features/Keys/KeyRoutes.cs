using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Features.Keys;

internal static class KeyRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/v1/keys").WithTags("keys").RequireScope(Scopes.KeysManage);
        ListKeys.Map(keys);
        RegisterKey.Map(keys);
        RetireKey.Map(keys);
    }
}
