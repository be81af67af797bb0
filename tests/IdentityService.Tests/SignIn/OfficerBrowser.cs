using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.IdentityModel.Tokens;
using OtpNet;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>A browser without script: cookies, forms with their hidden fields, and addresses that it is led to.</summary>
internal sealed partial class OfficerBrowser(IdentityHost host) : IDisposable
{
    public const string Portal = "portal";
    public const string Return = "http://127.0.0.1/signed-in";
    private readonly HttpClient _client = host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });
    private readonly string _verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    public string Verifier => _verifier;

    /// <summary>Signs a sample officer in with password and second factor; the last answer leads on.</summary>
    public async Task SignIn(string userName, string returnUrl = "/account/sessions")
    {
        var officer = host.Officer(userName);
        var answer = await Submit($"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", "/account/sign-in",
            ("userName", userName), ("password", officer.GetProperty("password").GetString()!), ("returnUrl", returnUrl));
        Assert.Equal((HttpStatusCode)303, answer.StatusCode);
        await host.FreshCode(userName);
        var second = await Submit(answer.Headers.Location!.ToString(), "/account/second-factor", ("code", host.CodeOf(userName)), ("returnUrl", returnUrl));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    /// <summary>Asks for a code and changes it for tokens, as the portal does.</summary>
    public async Task<TokenResult> Tokens(string? scope = null)
    {
        var code = await Code(scope);
        Assert.NotNull(code);
        return await Exchange(code);
    }

    public async Task<string?> Code(string? scope = null)
    {
        var answer = await Get(AuthorizeUrl(scope));
        return answer.Headers.Location is { } to && to.ToString().StartsWith(Return, StringComparison.Ordinal) ? HttpUtility.ParseQueryString(to.Query)["code"] : null;
    }

    public string AuthorizeUrl(string? scope = null, string? redirect = Return, string? method = "S256", string? challenge = null, string client = Portal, string? more = null) =>
        $"/connect/authorize?response_type=code&client_id={client}" + Parameter("redirect_uri", redirect) + Parameter("scope", scope) + Parameter("code_challenge_method", method)
        + Parameter("code_challenge", challenge ?? (method is null ? null : Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))))) + "&state=s1" + more;

    public Task<TokenResult> Exchange(string code, string? verifier = null, string redirect = Return) => host.Ask(
        ("grant_type", "authorization_code"), ("client_id", Portal), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier ?? _verifier));

    public Task<TokenResult> Refresh(string token) => host.Ask(("grant_type", "refresh_token"), ("client_id", Portal), ("refresh_token", token));

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path);

    /// <summary>Opens a page and sends a form of it, with its hidden anti-forgery field.</summary>
    public async Task<HttpResponseMessage> Submit(string page, string action, params (string Name, string Value)[] fields)
    {
        var shown = await _client.GetAsync(page);
        var text = await shown.Content.ReadAsStringAsync();
        var forgery = HiddenField().Match(text);
        Assert.True(forgery.Success, $"{page} answered {(int)shown.StatusCode} without a form: {text}");
        return await Post(action, [(forgery.Groups[1].Value, forgery.Groups[2].Value), .. fields]);
    }

    public Task<HttpResponseMessage> Post(string action, params (string Name, string Value)[] fields) =>
        _client.PostAsync(action, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public void Dispose() => _client.Dispose();

    private static string Parameter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    [GeneratedRegex("name=\"(__RequestVerificationToken)\" value=\"([^\"]+)\"")]
    private static partial Regex HiddenField();
}

/// <summary>What tests know of sample officers.</summary>
internal static class OfficerSamples
{
    public static JsonElement Officer(this IdentityHost host, string userName) => JsonDocument.Parse(File.ReadAllText(Path.Combine(host.DataFolder, "officers.json"))).RootElement
        .EnumerateArray().Single(officer => officer.GetProperty("userName").GetString() == userName);

    public static string CodeOf(this IdentityHost host, string userName, TimeSpan later = default) =>
        new Totp(Base32Encoding.ToBytes(host.Officer(userName).GetProperty("totpSecret").GetString()!)).ComputeTotp(DateTime.UtcNow + later);

    /// <summary>Lets the code of this half minute be taken again: tests sign the same officer in faster than the clock turns.</summary>
    public static Task FreshCode(this IdentityHost host, string userName) =>
        host.Scalar<long>("with a as (update account set totp_last_step = null where user_name = $1 returning 1) select count(*) from a", userName);

    public static Task<Guid> AccountId(this IdentityHost host, string userName) => host.Scalar<Guid>("select id from account where user_name = $1", userName);
}
