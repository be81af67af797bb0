using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;
using Xunit;

namespace PovertyPlatform.TestKit.Documents;

/// <summary>What every service promises about its API: the checked-in document is the one it serves, every operation is described, every endpoint demands a scope.</summary>
/// <param name="host">The service.</param>
/// <param name="service">Short name, also the file name in docs/api.</param>
public abstract class ApiDocumentTests<TProgram>(ServiceHost<TProgram> host, string service)
    where TProgram : class
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Paths that are open on purpose.</summary>
    protected virtual IReadOnlyList<string> Open { get; } = ["/health", "/alive", "/openapi/{documentName}.json"];

    [Fact]
    public async Task Document_IsInStep()
    {
        var document = await Document();
        document.AsObject().Remove("servers");
        Approved.Match(document.ToJsonString(Readable), $"docs/api/{service}.json");
    }

    [Fact]
    public async Task Operation_HasASummary()
    {
        var silent = (await Document())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Value is JsonObject described && string.IsNullOrWhiteSpace(described["summary"]?.GetValue<string>()))
            .Select(operation => $"{operation.Key} {path.Key}")).ToList();
        Empty(silent, "Operations without a summary");
    }

    [Fact]
    public void Endpoint_DemandsAScopeOrIsOpenOnPurpose()
    {
        var endpoints = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Empty(endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RequiredScope>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToList(), "Endpoints without a scope");
        Empty(endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && !Open.Contains(endpoint.RoutePattern.RawText))
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToList(), "Endpoints open by mistake");
        if (endpoints.Count == 0)
            throw new InvalidOperationException("No endpoint was found: the test looks at nothing.");
    }

    private async Task<JsonNode> Document() => JsonNode.Parse(await host.ClientFor(null).GetStringAsync("/openapi/v1.json"))!;

    private static void Empty(List<string> wrong, string what)
    {
        if (wrong.Count > 0)
            throw new InvalidOperationException($"{what}: {string.Join(", ", wrong)}");
    }
}
