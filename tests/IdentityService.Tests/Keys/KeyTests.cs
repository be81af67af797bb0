using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.IdentityServiceTests.Tokens;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Keys;

/// <summary>A partner changes its keys by itself; secrets are not taken.</summary>
public sealed class KeyTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private static readonly TestActor Bank = new("bank-laocai", [Scopes.KeysManage], ["15"], [], Agency: "G17.15.01");
    private static readonly TestActor Administrator = new("administrator", [Scopes.ClientsManage], [], [], Nationwide: true);
    private static readonly DateOnly NextYear = DateOnly.FromDateTime(DateTime.UtcNow).AddYears(1);

    [Fact]
    public async Task Partner_RegistersTheNextKey_SignsWithBoth_AndRetiresTheOld()
    {
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = await (await Post(Bank, "/v1/keys", new { jwk = Jwk(next), expiresOn = NextYear })).ShouldBeOk();
        var keyId = made.GetProperty("keyId").GetString()!;
        var old = Assertion.Of(host, "bank-laocai");
        var renewed = old with { PrivateKeyPem = next.ExportPkcs8PrivateKeyPem(), KeyId = keyId };
        Assert.Equal(200, (await host.Ask(Assertion.Form(Fresh(old).Sign()))).Status);
        Assert.Equal(200, (await host.Ask(Assertion.Form(Fresh(renewed).Sign()))).Status);

        using var third = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await (await Post(Bank, "/v1/keys", new { jwk = Jwk(third), expiresOn = NextYear })).ShouldBeRefused(HttpStatusCode.Conflict, "too-many-keys");
        await (await Post(Bank, "/v1/keys", new { jwk = Jwk(next), expiresOn = NextYear })).ShouldBeRefused(HttpStatusCode.Conflict, "key-known");

        Assert.Equal(HttpStatusCode.NoContent, (await Post(Bank, $"/v1/keys/{old.KeyId}/retirement", null)).StatusCode);
        Assert.Equal("invalid_client", (await host.Ask(Assertion.Form(Fresh(old).Sign()))).Error);
        Assert.Equal(200, (await host.Ask(Assertion.Form(Fresh(renewed).Sign()))).Status);
        await (await Post(Bank, $"/v1/keys/{keyId}/retirement", null)).ShouldBeRefused(HttpStatusCode.Conflict, "last-key");
        Assert.Equal(1, await host.Scalar<long>("select count(*) from access.revocation where subject = 'bank-laocai'"));

        // The last day passes: the key opens nothing, although nobody retired it.
        await host.Scalar<long>("with k as (update client_key set expires_on = current_date - 2 where key_id = $1 returning 1) select count(*) from k", keyId);
        Assert.Equal("invalid_client", (await host.Ask(Assertion.Form(Fresh(renewed).Sign()))).Error);
        using var client = host.ClientFor(Administrator);
        var expiring = await (await client.GetAsync("/v1/clients?expiring=true", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Contains(expiring.GetProperty("items").EnumerateArray(), item => item.GetProperty("clientId").GetString() == "bank-laocai");
    }

    [Fact]
    public async Task UnfitKey_IsRefused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var good = Jwk(key);
        object[] unfit =
        [
            new { kty = "RSA", n = "AQAB", e = "AQAB" }, new { kty = "oct", k = "c2VjcmV0" }, new { kty = "EC", crv = "P-256", x = good["x"] }, Jwk(larger), "text", 5,
            new { kty = "EC", crv = "P-256", x = good["x"], y = good["x"] }, new Dictionary<string, string>(good) { ["d"] = Base64UrlEncoder.Encode(key.ExportParameters(true).D!) },
        ];
        foreach (var jwk in unfit)
            await (await Post(Bank, "/v1/keys", new { jwk, expiresOn = NextYear })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        foreach (var day in new[] { NextYear.AddYears(5), NextYear.AddYears(-2) })
            await (await Post(Bank, "/v1/keys", new { jwk = good, expiresOn = day })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await Post(Bank, "/v1/keys", new { expiresOn = NextYear })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task NewPartner_ProvesItselfByItsKeyOnly()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        object Wish(string authentication, string agency = "G17.92.01", string id = "bank-newcomer") =>
            new { clientId = id, agencyId = agency, nameVi = "Chi nhánh mới", authentication, jwk = Jwk(key), expiresOn = NextYear };
        foreach (var secret in new[] { "client_secret_post", "client_secret_basic", "none", "" })
            await (await Post(Administrator, "/v1/clients", Wish(secret))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "authentication-refused");
        await (await Post(Administrator, "/v1/clients", Wish("private_key_jwt", agency: "g17"))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        var made = await (await Post(Administrator, "/v1/clients", Wish("private_key_jwt"))).ShouldBeOk();
        await (await Post(Administrator, "/v1/clients", Wish("private_key_jwt"))).ShouldBeRefused(HttpStatusCode.Conflict, "client-id-taken");

        var assertion = new Assertion("bank-newcomer", key.ExportPkcs8PrivateKeyPem(), made.GetProperty("keyId").GetString()!, TestTokens.Issuer);
        Assert.Equal("invalid_scope", (await host.Ask(Assertion.Form(Fresh(assertion).Sign()))).Error);
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Administrator, "/v1/clients/bank-newcomer/closure", new { reason = "chấm dứt thỏa thuận" })).StatusCode);
        Assert.Equal("invalid_client", (await host.Ask(Assertion.Form(Fresh(assertion).Sign()))).Error);
        Assert.Equal("invalid_client", (await host.Ask(("grant_type", "client_credentials"), ("client_id", "bank-newcomer"), ("client_secret", "x"))).Error);
    }

    private static Assertion Fresh(Assertion assertion) => assertion with { TokenId = Guid.NewGuid().ToString("N") };

    private static Dictionary<string, string> Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return new() { ["kty"] = "EC", ["crv"] = key.KeySize == 256 ? "P-256" : "P-384", ["x"] = Base64UrlEncoder.Encode(point.X!), ["y"] = Base64UrlEncoder.Encode(point.Y!) };
    }

    private async Task<HttpResponseMessage> Post(TestActor by, string path, object? body)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        // Inside the tolerated difference of clocks, and after any revocation of this test.
        request.Headers.Authorization = new("Bearer", TestTokens.For(by, now: DateTimeOffset.UtcNow.AddSeconds(8)));
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
