using Microsoft.Extensions.Time.Testing;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>A client that fails again and again waits, and nobody else does.</summary>
public sealed class FailedAttemptsTests(FailedAttemptsTests.Strict host) : IClassFixture<FailedAttemptsTests.Strict>
{
    [Fact]
    public async Task ThirdFailure_WaitsForTheNextMinute()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await Fail("ministry")).Status);
        var answer = await host.AskAs("ministry");
        Assert.Equal((429, "temporarily_unavailable"), (answer.Status, answer.Error));
        Assert.InRange(answer.RetryAfter!.Value.TotalSeconds, 1, 60);
        Assert.Equal(200, (await host.AskAs("officer-laocai")).Status);
        Assert.Equal(200, (await AskFrom("203.0.113.7", "ministry")).Status);
        Assert.Equal(3, await host.Scalar<long>("select count(*) from audit.entry where action = 'token.refuse' and client_id = 'ministry'"));

        host.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(200, (await host.AskAs("ministry")).Status);
    }

    private Task<TokenResult> Fail(string clientId) => host.Ask(("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", "wrong"));

    private async Task<TokenResult> AskFrom(string address, string clientId)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return await TokenResult.Of(await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = host.Credential(clientId).GetProperty("secret").GetString()!,
        }), TestContext.Current.CancellationToken));
    }

    public sealed class Strict : IdentityHost
    {
        public Strict() => Clock = Time;

        public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

        protected override int FailedAttemptsPerMinute => 3;
    }
}
