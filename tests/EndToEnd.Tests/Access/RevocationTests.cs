using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Access;

/// <summary>A right that is taken back at the issuer is refused by another service within seconds, through the gateway, though the token would live for minutes.</summary>
public sealed class RevocationTests(OfficeServices office) : IClassFixture<OfficeServices>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task RevokedGrant_NextWriteIsRefusedWithinFiveSeconds()
    {
        using var gateway = new HttpClient { BaseAddress = office.Gateway.Address };
        var officer = await Token(gateway, "officer-pungluong");
        var administrator = await Token(gateway, "administrator");
        await Eventually.Get(() => Write(gateway, officer), status => (int)status < 500, TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, await Write(gateway, officer));

        var grants = await Read(await Send(gateway, HttpMethod.Get, "/identity/v1/grants?clientId=officer-pungluong", administrator, null));
        var grant = Assert.Single(grants.GetProperty("items").EnumerateArray()).GetProperty("id").GetString();
        using (var revoked = await Send(gateway, HttpMethod.Post, $"/identity/v1/grants/{grant}/revocation", administrator, new { reason = "Chuyển công tác" }))
            Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        var watch = Stopwatch.StartNew();
        await Eventually.Equals(HttpStatusCode.Unauthorized, () => Write(gateway, officer), Limit);
        TestContext.Current.TestOutputHelper?.WriteLine($"refused {watch.Elapsed.TotalSeconds:F1} s after the revocation");

        // It stays so, and there is no new token with the role; others go on.
        for (var again = 0; again < 5; again++)
            Assert.Equal(HttpStatusCode.Unauthorized, await Write(gateway, officer));
        Assert.Equal("invalid_scope", (await Ask(gateway, "officer-pungluong")).GetProperty("error").GetString());
        using var chair = await Send(gateway, HttpMethod.Get, "/household/v1/households", await Token(gateway, "chair-pungluong"), null);
        Assert.Equal(HttpStatusCode.OK, chair.StatusCode);
    }

    private static async Task<HttpStatusCode> Write(HttpClient gateway, string token)
    {
        using var answer = await Send(gateway, HttpMethod.Put, "/household/v1/populations/04492/2026", token, new { households = 1132, persons = 5871, recordedOn = "2026-11-01" });
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient gateway, HttpMethod method, string path, string token, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await gateway.SendAsync(request);
    }

    private async Task<string> Token(HttpClient gateway, string clientId) =>
        (await Eventually.Get(() => Ask(gateway, clientId), answer => answer.TryGetProperty("access_token", out _), TimeSpan.FromSeconds(30))).GetProperty("access_token").GetString()!;

    private async Task<JsonElement> Ask(HttpClient gateway, string clientId)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = office.SecretOf(clientId) });
        using var answer = await gateway.PostAsync("/connect/token", form);
        return await Read(answer);
    }

    private static async Task<JsonElement> Read(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
