using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;

namespace PovertyPlatform.IdentityServiceTests.Data;

/// <summary>What a development stack allows and production forbids.</summary>
public sealed class ProductionTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Fact]
    public void NoSigningKeyGiven_RefusesToStart()
    {
        Assert.Contains("SigningKeys", WhyNot(() => host.WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Production");
            web.UseSetting("Audit:Folder", Path.Combine(host.DataFolder, "seals"));
            web.UseSetting("Transport:PlainInside", "true");
        })), StringComparison.Ordinal);
    }

    [Fact]
    public void NoStorageKeyGiven_RefusesToStart()
    {
        Assert.Contains("StorageKeys", WhyNot(() => Production(web => web.UseSetting("Identity:StorageKeys:0", ""))), StringComparison.Ordinal);
    }

    [Fact]
    public void PlainDatabaseOrBroker_RefusesToStart()
    {
        Assert.Contains("Transport__PlainInside", WhyNot(() => Production(web => web.UseSetting("Transport:PlainInside", "false"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_AreForThisHostAndTlsOnly()
    {
        using var production = Production();
        using var client = production.CreateClient(new() { BaseAddress = new Uri("https://identity.example") });
        var cookie = (await client.GetAsync("/account/sign-in", TestContext.Current.CancellationToken)).Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/;", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void SampleClients_RefuseToStart()
    {
        Assert.Contains("SampleClients", WhyNot(() => Production(web => web.UseSetting("Identity:SampleClients", "true"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientSecret_IsNotTaken_AndKeysRollOver()
    {
        using var production = Production();
        using var client = production.CreateClient(new() { BaseAddress = new Uri("https://identity.example") });
        var discovery = JsonDocument.Parse(await client.GetStringAsync("/.well-known/openid-configuration", TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(["private_key_jwt"], discovery.GetProperty("token_endpoint_auth_methods_supported").EnumerateArray().Select(method => method.GetString()));
        Assert.Equal(2, JsonDocument.Parse(await client.GetStringAsync("/.well-known/jwks", TestContext.Current.CancellationToken)).RootElement.GetProperty("keys").GetArrayLength());

        var secret = await TokenResult.Of(await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "ministry",
            ["client_secret"] = host.Credential("ministry").GetProperty("secret").GetString()!,
        }), TestContext.Current.CancellationToken));
        Assert.Equal((401, "invalid_client"), (secret.Status, secret.Error));

        var signed = await TokenResult.Of(await client.PostAsync("/connect/token", new FormUrlEncodedContent(
            Tokens.Assertion.Form(Tokens.Assertion.Of(host, "bank-laocai").Sign()).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), TestContext.Current.CancellationToken));
        Assert.Equal(200, signed.Status);
    }

    [Fact]
    public async Task PlainHttp_IsRefused()
    {
        using var production = Production();
        using var client = production.CreateClient(new() { BaseAddress = new Uri("http://identity.example") });
        var answer = await client.PostAsync("/connect/token", new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }), TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    /// <summary>Why it does not start. A program that gives up very early has disposed of its services before the factory asks for them, which says nothing: it is started again.</summary>
    private static string WhyNot(Func<Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program>> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var production = make();
            var met = Assert.ThrowsAny<Exception>(() => production.CreateClient());
            if (met is not ObjectDisposedException || attempt == 5)
                return met.Message;
        }
    }

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> Production(Action<IWebHostBuilder>? more = null) => host.WithWebHostBuilder(web =>
    {
        web.UseEnvironment("Production");
        web.UseSetting("Audit:Folder", Path.Combine(host.DataFolder, "seals"));
        web.UseSetting("Audit:KeyFile", Key("seals.pem"));
        web.UseSetting("Transport:PlainInside", "true");
        web.UseSetting("Identity:StorageKeys:0", Path.Combine(host.DataFolder, "storage-key.txt"));
        web.UseSetting("Identity:SigningKeys:0", Key("next.pem"));
        web.UseSetting("Identity:SigningKeys:1", Key("old.pem"));
        more?.Invoke(web);
    });

    private string Key(string name)
    {
        var path = Path.Combine(host.DataFolder, name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(path, key.ExportPkcs8PrivateKeyPem());
        return path;
    }
}
