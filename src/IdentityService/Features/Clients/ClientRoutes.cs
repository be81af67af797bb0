using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.IdentityService.Features.Clients;

internal static class ClientRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var clients = app.MapGroup("/v1/clients").WithTags("clients").RequireScope(Scopes.ClientsManage);
        RegisterClient.Map(clients);
        ListClients.Map(clients);
        CloseClient.Map(clients);
    }
}
