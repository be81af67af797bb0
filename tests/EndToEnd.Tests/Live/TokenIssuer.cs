using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PovertyPlatform.NativeServers;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.EndToEndTests.Live;

/// <summary>Serves the public keys of the test's own tokens, for tests that need callers which the sample stack does not have.</summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TokenIssuer(WebApplication app, string keysUrl) => (_app, KeysUrl) = (app, keysUrl);

    public string KeysUrl { get; }

    public static async Task<TokenIssuer> Start()
    {
        var address = $"http://127.0.0.1:{FreePort.NextRange(1)}";
        var builder = WebApplication.CreateSlimBuilder();
        var app = builder.Build();
        app.MapGet("/keys", () => Results.Content(TestTokens.KeySet(), "application/json"));
        app.Urls.Add(address);
        await app.StartAsync();
        return new TokenIssuer(app, $"{address}/keys");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
