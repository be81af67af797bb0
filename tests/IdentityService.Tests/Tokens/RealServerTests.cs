using System.Net;
using System.Text;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>What only a real server does: limits of size and malformed requests.</summary>
public sealed class RealServerTests(RealServerTests.Kestrel host) : IClassFixture<RealServerTests.Kestrel>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OversizedForm_IsRefused(bool chunked)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new StringContent("grant_type=client_credentials&scope=" + new string('a', 100_000), Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task OrdinaryRequest_IsAnswered() => Assert.Equal(200, (await host.AskAs("ministry")).Status);

    public sealed class Kestrel : IdentityHost
    {
        public Kestrel() => UseKestrel(0);
    }
}
