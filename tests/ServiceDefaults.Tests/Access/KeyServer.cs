using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.ServiceDefaultsTests.Access;

/// <summary>The issuer's key endpoint: counts how often it is asked, and can be away.</summary>
internal sealed class KeyServer : HttpMessageHandler, IHttpClientFactory
{
    public int Asked { get; private set; }

    public bool IsAway { get; set; }

    public string Document { get; set; } = TestTokens.KeySet();

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    public TokenValidator Validator(TimeProvider clock, string? audience = "household") =>
        new(Options.Create(new TokenOptions { Audience = audience }), this, clock);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked++;
        if (IsAway)
            throw new HttpRequestException("connection refused");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Document, Encoding.UTF8, "application/json") });
    }
}
