using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>An endpoint whose answers show personal data in clear and are on record; read by the tests of classes.</summary>
public sealed record AuditedRead;

/// <summary>Marks endpoints that show personal data.</summary>
public static class AuditedReadExtensions
{
    /// <summary>
    /// The answer shows personal data in clear: it is given only when the request has written its line of the audit trail. An endpoint that forgets to answers 500, so
    /// nobody can mark it and leave the line out.
    /// </summary>
    public static RouteHandlerBuilder AuditsRead(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new AuditedRead()).AddEndpointFilter(async (invocation, next) =>
    {
        var answer = await next(invocation);
        var result = answer;
        while (result is INestedHttpResult nested)
            result = nested.Result;
        if (result is not (Refusal or IStatusCodeHttpResult { StatusCode: >= 300 }) && !invocation.HttpContext.RequestServices.GetRequiredService<ScopedContext>().Db.ChangeTracker.Entries<AuditEntry>().Any())
            throw new InvalidOperationException($"{invocation.HttpContext.GetEndpoint()?.DisplayName} shows personal data without a line of the audit trail.");
        return answer;
    });
}
