using System.Net.Http.Json;
using System.Text.Json;
using PovertyPlatform.TestKit.Hosting;

namespace PovertyPlatform.IdentityServiceTests;

/// <summary>The identity service of a development stack: sample clients, and credentials in a folder of its own.</summary>
public class IdentityHost() : ServiceHost<Program>("identitydb")
{
    /// <summary>Folder of keys and credentials.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("identity-").FullName;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["environment"] = "Development",
        ["Identity:DataFolder"] = DataFolder,
        // The test server has no limit of body size to set; the tests of that limit run on the real one.
        ["Logging:LogLevel:Microsoft.AspNetCore.Routing"] = "Error",
        ["Identity:FailedAttemptsPerMinute"] = $"{FailedAttemptsPerMinute}",
    };

    /// <summary>Failures after which a client has to wait; out of reach except where the limit itself is tested.</summary>
    protected virtual int FailedAttemptsPerMinute => 1000;

    /// <summary>Credential of a sample client, as the file holds it.</summary>
    public JsonElement Credential(string clientId) => JsonDocument.Parse(File.ReadAllText(Path.Combine(DataFolder, "credentials.json"))).RootElement
        .EnumerateArray().Single(credential => credential.GetProperty("clientId").GetString() == clientId);

    /// <summary>Runs the service's migration step again, as a second <c>./dev up</c> does.</summary>
    public async Task MigrateAgain()
    {
        string[] arguments =
        [
            "migrate", $"--ConnectionStrings:identitydb={ConnectionString}", $"--ConnectionStrings:messaging={Messaging}", "--Logging:LogLevel:Default=Warning",
            .. Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        Assert.Equal(0, await Task.Run(() => typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])));
    }

    /// <summary>Asks for a token with a form.</summary>
    public async Task<TokenResult> Ask(params (string Name, string Value)[] form)
    {
        using var client = CreateClient();
        return await TokenResult.Of(await client.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)))));
    }

    /// <summary>Asks for a token with the secret of a sample officer.</summary>
    public Task<TokenResult> AskAs(string clientId, string? scope = null) => Ask(
    [
        ("grant_type", "client_credentials"), ("client_id", clientId), ("client_secret", Credential(clientId).GetProperty("secret").GetString()!),
        .. scope is null ? Array.Empty<(string, string)>() : [("scope", scope)],
    ]);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(DataFolder, true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>An answer of the token endpoint.</summary>
public sealed record TokenResult(int Status, JsonElement Body, TimeSpan? RetryAfter, string Challenge)
{
    public string? Error => Body.TryGetProperty("error", out var error) ? error.GetString() : null;

    public string? RefreshToken => Body.TryGetProperty("refresh_token", out var token) ? token.GetString() : null;

    public string AccessToken => Body.GetProperty("access_token").GetString()!;

    public static async Task<TokenResult> Of(HttpResponseMessage response) => new(
        (int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(), response.Headers.RetryAfter?.Delta,
        response.Headers.WwwAuthenticate.ToString());
}
