using System.Net;
using PovertyPlatform.IdentityServiceTests.Data;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Servers;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>Without its database the issuer says so; it never calls a good proof wrong.</summary>
public sealed class UnavailableTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public async Task DatabaseAway_IsUnavailable_AndKeysAreStillPublished()
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(host.ConnectionString).Database!;
        var assertion = Assertion.Of(host, "bank-laocai").Sign();
        await (await TestServers.Start()).DropDatabase(name);

        using var client = host.CreateClient();
        foreach (var form in new[] { Assertion.Form(assertion), [("grant_type", "client_credentials"), ("client_id", "ministry"), ("client_secret", "any")] })
        {
            var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Item1, field.Item2))), TestContext.Current.CancellationToken);
            await answer.ShouldBeRefused(HttpStatusCode.ServiceUnavailable, "unavailable");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/.well-known/jwks", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
    }
}
