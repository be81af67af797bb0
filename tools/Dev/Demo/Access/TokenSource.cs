using System.Net.Http.Headers;
using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>Signs a client in at the gateway and keeps its token until shortly before it ends.</summary>
internal sealed class TokenSource(HttpClient gateway, Credential credential)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);
    private string? token;
    private DateTimeOffset until;

    public async Task<AuthenticationHeaderValue> Get(CancellationToken ct)
    {
        if (token is null || DateTimeOffset.UtcNow > until)
            await Renew(ct);
        return new("Bearer", token);
    }

    private async Task Renew(CancellationToken ct)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credential.ClientId,
            ["scope"] = string.Join(' ', credential.Scopes),
        };
        if (credential.Secret is { } secret)
        {
            form["client_secret"] = secret;
        }
        else
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = ClientAssertion.Sign(credential, DateTimeOffset.UtcNow);
        }

        using var answer = await gateway.PostAsync("/connect/token", new FormUrlEncodedContent(form), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
            throw new DemoFailure($"{credential.ClientId} got no token: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        token = json.RootElement.GetProperty("access_token").GetString();
        until = DateTimeOffset.UtcNow.AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32()) - Margin;
    }
}
