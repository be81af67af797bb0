using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PovertyPlatform.NativeServers;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>A service, a bare proxy and our gateway, each a process of its own, as in a deployment.</summary>
internal sealed class GatewayStage : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private static readonly string[] Audiences = ["household", "reporting", "support"];
    private readonly string _limits = Path.GetTempFileName();

    public int Upstream { get; } = FreePort.Next();

    public int Proxy { get; } = FreePort.Next();

    public int Gateway { get; } = FreePort.Next();

    public string Token { get; private set; } = "";

    /// <summary>Starts the processes.</summary>
    /// <param name="registry">Database of a registry that stands behind the gateway, or null for a service that does nothing.</param>
    public static async Task<GatewayStage> Start(string? registry, CancellationToken ct)
    {
        var stage = new GatewayStage();
        // A benchmark that is ended from outside must not leave its servers behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => stage._processes.ForEach(process => process.Kill());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        stage.Token = TokenOf(key);
        await File.WriteAllTextAsync(stage._limits, await LimitsOf(ct), ct);
        var own = typeof(GatewayStage).Assembly.Location;
        stage.Launch(own, ["serve", registry is null ? "upstream" : "registry"], stage.Upstream, new() { ["KEYS"] = KeySetOf(key), ["POSTGRES"] = registry ?? "" });
        stage.Launch(own, ["serve", "proxy"], stage.Proxy, new() { ["UPSTREAM"] = $"http://127.0.0.1:{stage.Upstream}" });
        stage.Launch(GatewayProgram(own), [], stage.Gateway, new()
        {
            ["services__household__http__0"] = $"http://127.0.0.1:{stage.Upstream}",
            ["Tokens__KeysUrl"] = $"http://127.0.0.1:{stage.Upstream}/.well-known/jwks",
            ["Gateway__LimitsPath"] = stage._limits,
        });
        foreach (var port in new[] { stage.Upstream, stage.Proxy, stage.Gateway })
            await Listening(port, ct);
        return stage;
    }

    /// <summary>Seconds of processor time that the bare proxy and our gateway have used.</summary>
    public (double Proxy, double Gateway) ProcessorSeconds()
    {
        foreach (var process in _processes)
            process.Refresh();
        return (_processes[1].TotalProcessorTime.TotalSeconds, _processes[2].TotalProcessorTime.TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _processes.Clear();

        File.Delete(_limits);
    }

    private void Launch(string program, string[] arguments, int port, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { UseShellExecute = false };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Transport__PlainInside"] = "true";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _processes.Add(Process.Start(start)!);
    }

    private static async Task Listening(int port, CancellationToken ct)
    {
        for (var until = DateTime.UtcNow.AddSeconds(60); !FreePort.IsTaken(port); await Task.Delay(100, ct))
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"Nothing listens on port {port}.");
    }

    /// <summary>The gateway as it was built beside the benchmark, in the same configuration.</summary>
    private static string GatewayProgram(string own)
    {
        var parts = own.Split(Path.DirectorySeparatorChar);
        var program = Path.Combine(string.Join(Path.DirectorySeparatorChar, parts[..^6]), "src", "Gateway", Path.Combine(parts[^4..^1]), "Gateway.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program} is missing; build src/Gateway in the same configuration.");
    }

    /// <summary>The shipped limits, with rates that this benchmark cannot reach: the buckets are asked, but never empty.</summary>
    private static async Task<string> LimitsOf(CancellationToken ct)
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(ServiceDefaults.Data.ReferenceFolder.Find(new Microsoft.Extensions.Configuration.ConfigurationManager()), "gateway", "limits.json"), ct);
        return shipped.Replace("\"burst\": 400, \"count\": 200", "\"burst\": 1000000, \"count\": 1000000", StringComparison.Ordinal);
    }

    private static string TokenOf(ECDsa key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = new TokenOptions().Issuer,
        TokenType = "at+jwt",
        Expires = DateTime.UtcNow.AddHours(4),
        Claims = new Dictionary<string, object>
        {
            ["sub"] = "officer-bench",
            ["client_id"] = "officer-bench",
            ["aud"] = Audiences,
            ["role"] = "poverty-officer",
            ["scope"] = string.Join(' ', Scopes.HouseholdsRead, Scopes.HouseholdsImport, Scopes.ListsDraft, Scopes.ListsRead, Scopes.ReferenceRead, Scopes.EligibilityRead, Scopes.ReportsRead),
            [ClaimNames.Commune] = "04492",
        },
        SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = "bench", CryptoProviderFactory = { CacheSignatureProviders = false } }, SecurityAlgorithms.EcdsaSha256),
    });

    private static string KeySetOf(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return JsonSerializer.Serialize(new { keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = "bench", x = Base64UrlEncoder.Encode(point.X), y = Base64UrlEncoder.Encode(point.Y) } } });
    }
}
