using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.TestKit.Door;

/// <summary>An endpoint as the running service has it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Route without constraints.</param>
/// <param name="Scopes">Scopes that it demands, all of them; none when it is open.</param>
/// <param name="Repeat">What it promises about repeated requests, where it does.</param>
public sealed partial record ServiceEndpoint(string Method, string Path, IReadOnlyList<string> Scopes, IdempotentEndpoint? Repeat)
{
    /// <summary>True when it answers with a file: a workbook, a document.</summary>
    public bool GivesFile { get; init; }

    /// <summary>True when it counts what leaves in a day.</summary>
    public bool HasDailyBudget { get; init; }

    /// <summary>Method and route: the key of samples.</summary>
    public string Key => $"{Method} {Path}";

    /// <summary>True when it demands no scope.</summary>
    public bool IsOpen => Scopes.Count == 0;

    /// <summary>True when it may change something.</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD");

    /// <summary>Everything that the service routes, in order of path and method.</summary>
    public static IReadOnlyList<ServiceEndpoint> Of(IServiceProvider services) =>
    [
        .. services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => new ServiceEndpoint(
                method, Plain(endpoint.RoutePattern.RawText!), [.. endpoint.Metadata.OfType<RequiredScope>().Select(required => required.Scope).Distinct()],
                endpoint.Metadata.GetMetadata<IdempotentEndpoint>())
            {
                GivesFile = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Any(answer => answer.StatusCode == 200 && answer.ContentTypes.Any(type => type.Contains("officedocument", StringComparison.Ordinal) || type.StartsWith("text/csv", StringComparison.Ordinal))),
                HasDailyBudget = endpoint.Metadata.OfType<BudgetedEndpoint>().Any(),
            }))
            .OrderBy(endpoint => endpoint.Path, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Method, StringComparer.Ordinal),
    ];

    private static string Plain(string route) => "/" + Constraint().Replace(route, "{$1}").Trim('/');

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Constraint();
}
