using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PovertyPlatform.Messaging.Operations;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.Messaging;

/// <summary>The operator's endpoints of a service.</summary>
public static class OperationsExtensions
{
    /// <summary>Maps <c>/v1/operations</c>: faulted messages of the service's queues (list, replay, discard) and replay of stored events to one queue. Scope <see cref="Scopes.OperationsManage"/>.</summary>
    public static RouteGroupBuilder MapOperations(this IEndpointRouteBuilder app)
    {
        var operations = app.MapGroup("/v1/operations").RequireScope(Scopes.OperationsManage).WithTags("operations");
        FaultEndpoints.Map(operations);
        ReplayEndpoints.Map(operations);
        return operations;
    }
}
