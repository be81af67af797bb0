using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

/// <summary>What a bank's administrator does with its endpoints.</summary>
internal sealed class BankAtWork(PartnerHost host, TestActor actor)
{
    public Task<HttpResponseMessage> Get(string path) => host.ClientFor(actor).GetAsync($"/v1/webhooks{path}");

    public Task<HttpResponseMessage> Delete(string path, string? key = null) => Send(HttpMethod.Delete, path, null, key);

    public Task<HttpResponseMessage> Post(string path, object? body = null, string? key = null) => Send(HttpMethod.Post, path, body, key);

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, string? key)
    {
        using var request = new HttpRequestMessage(method, $"/v1/webhooks{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add(IdempotencyExtensions.KeyHeader, key ?? Guid.NewGuid().ToString());
        return await host.ClientFor(actor).SendAsync(request);
    }

    /// <summary>Registers an endpoint; its id and secret.</summary>
    public async Task<(Guid Id, string Secret)> Register(string url, string[]? types = null, string[]? communes = null)
    {
        var registered = await (await Post("", new { url, types, communes, description = "test" })).ShouldBeOk();
        return (registered.GetProperty("id").GetGuid(), registered.GetProperty("secret").GetString()!);
    }

    public async Task<JsonElement> Endpoint(Guid id) => await (await Get($"/{id}")).ShouldBeOk();

    public async Task<List<JsonElement>> Deliveries(Guid id, string query = "") =>
        [.. (await (await Get($"/{id}/deliveries?{query}")).ShouldBeOk()).GetProperty("items").EnumerateArray()];
}
