using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>Signs a client in at the gateway and keeps its token until shortly before it ends; a partner asks for one token per service.</summary>
internal sealed class TokenSource(HttpClient gateway, Credential credential, string? service = null) : ITokenSource
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
        using var answer = await Ask(ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
            throw new DemoFailure($"{credential.ClientId} got no token: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        token = json.RootElement.GetProperty("access_token").GetString();
        until = DateTimeOffset.UtcNow.AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32()) - Margin;
    }

    // As a good client does: who is told to come back later comes back later, a few times.
    private async Task<HttpResponseMessage> Ask(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var form = new FormUrlEncodedContent(Form());
            var answer = await gateway.PostAsync("/connect/token", form, ct);
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests) || attempt == 5)
                return answer;
            var pause = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(pause, ct);
        }
    }

    private Dictionary<string, string> Form()
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = credential.ClientId,
            ["scope"] = string.Join(' ', credential.Scopes.Where(scope => service is null || scope.StartsWith($"{service}:", StringComparison.Ordinal))),
        };
        if (service is not null)
            form["resource"] = $"urn:povertyplatform:{service}";
        if (credential.Secret is { } secret)
        {
            form["client_secret"] = secret;
        }
        else
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = ClientAssertion.Sign(credential, DateTimeOffset.UtcNow);
        }

        return form;
    }
}
