using System.Net.Http.Headers;
using System.Text;

namespace PovertyPlatform.IdentityServiceTests.Tokens;

/// <summary>Whatever is posted to the token endpoint is answered as the caller's fault, never as ours.</summary>
public sealed class BadRequestTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Form = "application/x-www-form-urlencoded";

    [Theory]
    [InlineData("", 400)]
    [InlineData("grant_type=client_credentials", 400)]
    [InlineData("grant_type=password&username=a&password=b&client_id=ministry&client_secret=x", 400)]
    [InlineData("grant_type=authorization_code&code=x&client_id=ministry&client_secret=x", 400)]
    [InlineData("grant_type=refresh_token&refresh_token=x&client_id=ministry&client_secret=x", 401)]
    [InlineData("grant_type=client_credentials&client_id=ministry", 400)]
    [InlineData("grant_type=client_credentials&client_id=ministry&client_secret=wrong", 401)]
    [InlineData("grant_type=client_credentials&client_id=ministry&client_secret=", 400)]
    [InlineData("grant_type=client_credentials&client_id=bank-laocai&client_secret=anything", 401)]
    [InlineData("grant_type=client_credentials&client_id=nobody-known&client_secret=x", 401)]
    [InlineData("grant_type=client_credentials&client_id=mini%00stry&client_secret=x", 400)]
    [InlineData("grant_type=client_credentials&client_id=%27%3B+drop+table+client--&client_secret=x", 401)]
    [InlineData("grant_type=client_credentials&client_id=ministry&client_id=operator&client_secret=x", 400)]
    [InlineData("grant_type=client_credentials&client_id=ministry&client_secret=x&scope=%00", 400)]
    [InlineData("grant_type=client_credentials&client_id=ministry&client_secret=x&client_assertion=a.b.c&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer", 400)]
    [InlineData("grant_type=client_credentials&client_assertion=a.b.c&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer", 401)]
    [InlineData("grant_type=client_credentials&client_assertion=a.b.c", 400)]
    [InlineData("grant_type=%F0%28%8C%28&client_id=%ff%fe", 400)]
    [InlineData("a=b=c&&&=&%", 400)]
    public async Task WrongForm_IsTheCallersFault(string body, int status)
    {
        var answer = await Post(new StringContent(body, Encoding.UTF8, Form));
        Assert.Equal((status, true), (answer.Status, answer.Error is { Length: > 0 }));
        Assert.NotEmpty(answer.Body.GetProperty("error_description_vi").GetString()!);
    }

    [Theory]
    [InlineData("application/json", """{"grant_type":"client_credentials"}""")]
    [InlineData("text/plain", "grant_type=client_credentials")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n")]
    public async Task WrongMediaType_IsTheCallersFault(string type, string body)
    {
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        Assert.Equal((400, "invalid_request"), ((await Post(content)) is var answer ? answer.Status : 0, answer.Error));
    }

    [Fact]
    public async Task ThousandsOfFields_AreTheCallersFault()
    {
        var body = string.Join('&', Enumerable.Range(0, 2000).Select(field => $"f{field}=1"));
        Assert.Equal((400, "invalid_request"), ((await Post(new StringContent(body, Encoding.UTF8, Form))) is var answer ? answer.Status : 0, answer.Error));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic bWluaXN0cnk6d3Jvbmc=")]
    [InlineData("Bearer x")]
    public async Task WrongAuthorizationHeader_IsTheCallersFault(string header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new StringContent("grant_type=client_credentials", Encoding.UTF8, Form) };
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var client = host.CreateClient();
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 401);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherMethod_IsRefused(string method)
    {
        using var client = host.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/connect/token");
        Assert.InRange((int)(await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode, 400, 405);
    }

    private async Task<TokenResult> Post(HttpContent content)
    {
        using var client = host.CreateClient();
        return await TokenResult.Of(await client.PostAsync("/connect/token", content, TestContext.Current.CancellationToken));
    }
}
