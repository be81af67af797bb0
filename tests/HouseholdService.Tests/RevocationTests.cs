using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.HouseholdServiceTests;

/// <summary>The issuer says that an officer lost a right; a token that lives on for minutes writes nothing more.</summary>
public sealed class RevocationTests(ImportHost host) : IClassFixture<ImportHost>
{
    [Fact]
    public async Task RevokedOfficer_WritesNothingWithinSeconds_AndANewTokenDoes()
    {
        var officer = TestActors.Officer with { Id = Guid.NewGuid().ToString() };
        using var client = host.ClientFor(officer);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await Write(client)).StatusCode);

        var now = DateTimeOffset.UtcNow;
        await host.Database.Tell(new SubjectRevoked(Guid.CreateVersion7(), now, Guid.NewGuid(), now.ToUnixTimeMilliseconds(), "", "", officer.Id, now));
        await Eventually.Equals(HttpStatusCode.Unauthorized, async () => (await Write(client)).StatusCode, TimeSpan.FromSeconds(20));
        await (await Write(client)).ShouldBeRefused(HttpStatusCode.Unauthorized, "token-invalid");

        using var renewed = host.CreateClient();
        renewed.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(officer, now: now.AddSeconds(2)));
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await Write(renewed)).StatusCode);
        using var other = host.ClientFor(TestActors.Officer);
        Assert.NotEqual(HttpStatusCode.Unauthorized, (await Write(other)).StatusCode);
    }

    private static async Task<HttpResponseMessage> Write(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/lists") { Content = JsonContent.Create(new { communeCode = ImportHost.Commune, year = 2026 }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
