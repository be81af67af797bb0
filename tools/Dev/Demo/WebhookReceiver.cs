using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PovertyPlatform.Dev.Demo;

/// <summary>The bank's doorbell: listens on a loopback port, checks each call's signature (Standard Webhooks) and remembers what it announced.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly HttpListener listener = new();
    private readonly ConcurrentDictionary<string, string> announced = [];
    private readonly ConcurrentQueue<string> refused = [];
    private readonly Task listening;
    private byte[] key = [];

    public WebhookReceiver()
    {
        var port = FreePort();
        Address = new($"http://127.0.0.1:{port}/webhooks/");
        listener.Prefixes.Add(Address.ToString());
        listener.Start();
        listening = Listen();
    }

    public Uri Address { get; }

    /// <summary>Verified announcements by webhook id, with the type of event; repeats count once.</summary>
    public IReadOnlyDictionary<string, string> Announced => announced;

    /// <summary>Why calls were turned away.</summary>
    public IReadOnlyCollection<string> Refused => refused;

    /// <summary>The endpoint's secret, <c>whsec_</c> and base64, as the service gave it once.</summary>
    public void Trust(string secret) => key = Convert.FromBase64String(secret["whsec_".Length..]);

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await listening;
    }

    private async Task Listen()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var fault = FaultOf(call.Request.Headers["webhook-id"], call.Request.Headers["webhook-timestamp"], call.Request.Headers["webhook-signature"], body);
            if (fault is null)
                announced[call.Request.Headers["webhook-id"]!] = TypeOf(body);
            else
                refused.Enqueue(fault);
            call.Response.StatusCode = fault is null ? 204 : 401;
            call.Response.Close();
        }
    }

    private string? FaultOf(string? id, string? timestamp, string? signatures, string body)
    {
        if (id is null || signatures is null || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "a header is missing";
        if ((DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
            return "the timestamp is too old";
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(expected)))
            ? null
            : "the signature does not match";
    }

    private static string TypeOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("type", out var type) ? type.GetString() ?? "" : "";
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
