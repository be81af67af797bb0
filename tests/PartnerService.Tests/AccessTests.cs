using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.PartnerServiceTests;

/// <summary>Every endpoint, every other scope.</summary>
public class AccessTests(PartnerHost host)
{
    private static readonly Guid Id = Guid.CreateVersion7();

    public static TheoryData<string, string, string> Endpoints() => new()
    {
        { "GET", "/v1/audit-entries", Scopes.TrailRead },
        { "GET", "/v1/events", Scopes.EventsRead },
        { "GET", "/v1/events/summary?day=2026-11-20", Scopes.EventsRead },
        { "POST", $"/v1/events/{Id}/acknowledgement", Scopes.EventsRead },
        { "GET", $"/v1/grants/{Id}", Scopes.GrantsRead },
        { "GET", "/v1/webhooks", Scopes.WebhooksManage },
        { "POST", "/v1/webhooks", Scopes.WebhooksManage },
        { "GET", $"/v1/webhooks/{Id}", Scopes.WebhooksManage },
        { "DELETE", $"/v1/webhooks/{Id}", Scopes.WebhooksManage },
        { "POST", $"/v1/webhooks/{Id}/secret", Scopes.WebhooksManage },
        { "POST", $"/v1/webhooks/{Id}/pause", Scopes.WebhooksManage },
        { "POST", $"/v1/webhooks/{Id}/resume", Scopes.WebhooksManage },
        { "POST", $"/v1/webhooks/{Id}/test", Scopes.WebhooksManage },
        { "GET", $"/v1/webhooks/{Id}/deliveries", Scopes.WebhooksManage },
        { "POST", $"/v1/webhooks/{Id}/deliveries/{Id}/retry", Scopes.WebhooksManage },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task EveryOtherScope_IsRefused(string method, string path, string scope)
    {
        await (await Send(method, path, TestActors.Everything.Without(scope))).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await Send(method, path, TestActors.Everything.With(Scopes.HouseholdsRead))).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-invalid");
        await (await Send(method, path, null)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-missing");
    }

    [Fact]
    public void List_NamesEveryEndpoint()
    {
        var listed = Endpoints().Select(row => $"{row.Data.Item1} {row.Data.Item2.Split('?')[0].Replace(Id.ToString(), "{}", StringComparison.Ordinal)}").Order(StringComparer.Ordinal);
        var mapped = host.Of<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } route && route.Contains("/v1/", StringComparison.Ordinal) && !route.Contains("/operations", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {Regex.Replace(endpoint.RoutePattern.RawText!.TrimEnd('/'), @"\{[^}]+\}", "{}")}")).Order(StringComparer.Ordinal);
        Assert.Equal(mapped, listed);
    }

    [Fact]
    public async Task Schema_AgreesWithTheModel()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PartnerService.Data.PartnerDb>();
        Assert.Empty(await SchemaAgreement.Differences(db, host.Database));
    }

    private async Task<HttpResponseMessage> Send(string method, string path, TestActor? actor)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add(IdempotencyExtensions.KeyHeader, Guid.NewGuid().ToString());
        return await host.ClientFor(actor).SendAsync(request, TestContext.Current.CancellationToken);
    }
}

public class PartnerDocumentTests(PartnerHost host) : ApiDocumentTests<Program>(host, "partner");
