using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.GatewayTests;

/// <summary>The gateway on a real socket, in front of fake services.</summary>
public class GatewayHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string _limitsPath = Path.GetTempFileName();

    public GatewayHost() => UseKestrel(0);

    /// <summary>With the addresses of the configuration instead of one that the factory chooses.</summary>
    protected GatewayHost(bool configured)
    {
        if (configured)
            UseKestrel();
        else
            UseKestrel(0);
    }

    public FakeService Household { get; protected init; } = new("household");

    public FakeService Reporting { get; protected init; } = new("reporting");

    public FakeService Identity { get; protected init; } = new("identity");

    /// <summary>Clock of the limits; null is the real one.</summary>
    protected virtual TimeProvider? Clock => null;

    /// <summary>The limits file; the shipped one unless a test wants smaller figures.</summary>
    protected virtual string Limits => File.ReadAllText(Path.Combine(Approved.Root, "reference/gateway/limits.json"));

    protected virtual string EnvironmentName => "Development";

    public Uri Address => ClientOptions.BaseAddress;

    public async ValueTask InitializeAsync()
    {
        await Task.WhenAll(Household.Start(), Reporting.Start(), Identity.Start());
        await File.WriteAllTextAsync(_limitsPath, Limits);
        StartServer();
    }

    public HttpClient ClientFor(TestActor? actor)
    {
        var client = CreateDefaultClient();
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.For(actor, now: Clock?.GetUtcNow()));
        return client;
    }

    /// <summary>Sends bytes as they are and returns what comes back until the gateway closes the connection or falls silent.</summary>
    public async Task<string> SendRaw(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[16 * 1024];
        using var silence = new CancellationTokenSource();
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, Restarted(silence))) > 0;)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // Silence is an answer too: the connection waits for the next request.
        }

        return answer.ToString();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var service in new[] { Household, Reporting, Identity })
            await service.DisposeAsync();
        File.Delete(_limitsPath);
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("services:household:http:0", Household.Url);
        builder.UseSetting("services:reporting:http:0", Reporting.Url);
        builder.UseSetting("services:identity:http:0", Identity.Url);
        builder.UseSetting("services:support:http:0", "http://127.0.0.1:9");
        builder.UseSetting("services:partner:http:0", "http://127.0.0.1:9");
        builder.UseSetting("Gateway:LimitsPath", _limitsPath);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.ConfigureTestServices(services =>
        {
            if (Clock is not null)
                services.AddSingleton(Clock);
        });
    }

    private static CancellationToken Restarted(CancellationTokenSource silence)
    {
        silence.CancelAfter(TimeSpan.FromMilliseconds(700));
        return silence.Token;
    }
}
