using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OtpNet;

namespace PovertyPlatform.Dev.Demo.Access;

/// <summary>
/// Signs an officer in through the gateway as a browser and a portal do together: pages with password and second factor, authorization code with PKCE, refresh tokens.
/// </summary>
internal sealed partial class OfficerSignIn(Uri gateway, OfficerCredential officer) : ITokenSource, IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), ActivityHeadersPropagator = null }) { BaseAddress = gateway };
    private readonly string verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
    private string? token;
    private string? refresh;
    private DateTimeOffset until;

    public async Task<AuthenticationHeaderValue> Get(CancellationToken ct)
    {
        if (token is null || DateTimeOffset.UtcNow > until)
            await Take(refresh is null ? [new("grant_type", "authorization_code"), new("code", await Code(ct)), new("code_verifier", verifier), new("redirect_uri", officer.RedirectUri)]
                : [new("grant_type", "refresh_token"), new("refresh_token", refresh)], ct);
        return new("Bearer", token);
    }

    public void Dispose() => browser.Dispose();

    private async Task<string> Code(CancellationToken ct)
    {
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var authorize = $"/connect/authorize?response_type=code&client_id={officer.ClientId}&redirect_uri={Uri.EscapeDataString(officer.RedirectUri)}&code_challenge={challenge}&code_challenge_method=S256";
        var page = Led(await browser.GetAsync(authorize, ct));
        using (var password = await Submit(page, "/account/sign-in", [new("userName", officer.UserName), new("password", officer.Password), new("returnUrl", authorize)], ct))
            page = Led(password);
        // A code is taken once: who signed in during this half minute waits for the next.
        for (var attempt = 1; ; attempt++)
        {
            using var second = await Submit(page, "/account/second-factor",
                [new("code", new Totp(Base32Encoding.ToBytes(officer.TotpSecret)).ComputeTotp()), new("returnUrl", authorize)], ct);
            if (second.IsSuccessStatusCode)
                break;
            if (attempt == 3)
                throw new DemoFailure($"{officer.UserName} was not signed in: {(int)second.StatusCode}");
            await Task.Delay(TimeSpan.FromSeconds(31 - (DateTime.UtcNow.Second % 30)), ct);
        }

        using var answer = await browser.GetAsync(authorize, ct);
        return CodeOfReturn().Match(answer.Headers.Location?.Query ?? "") is { Success: true } found
            ? Uri.UnescapeDataString(found.Groups[1].Value)
            : throw new DemoFailure($"{officer.UserName} got no code: {(int)answer.StatusCode} {answer.Headers.Location}");
    }

    private async Task<HttpResponseMessage> Submit(string page, string action, List<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var text = await browser.GetStringAsync(page, ct);
        fields.Add(new("__RequestVerificationToken", WebUtility.HtmlDecode(FormToken().Match(text).Groups[1].Value)));
        return await browser.PostAsync(action, new FormUrlEncodedContent(fields), ct);
    }

    private static string Led(HttpResponseMessage answer) => answer.Headers.Location?.ToString()
        ?? throw new DemoFailure($"{answer.RequestMessage!.RequestUri!.AbsolutePath} answered {(int)answer.StatusCode} and led nowhere.");

    private async Task Take(List<KeyValuePair<string, string>> proof, CancellationToken ct)
    {
        using var answer = await browser.PostAsync("/connect/token", new FormUrlEncodedContent([new("client_id", officer.ClientId), .. proof]), ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
            throw new DemoFailure($"{officer.UserName} got no token: {(int)answer.StatusCode} {text}");
        using var json = JsonDocument.Parse(text);
        token = json.RootElement.GetProperty("access_token").GetString();
        refresh = json.RootElement.GetProperty("refresh_token").GetString();
        until = DateTimeOffset.UtcNow.AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32()) - Margin;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("[?&]code=([^&]+)")]
    private static partial Regex CodeOfReturn();
}
