using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PovertyPlatform.PartnerServiceTests.Webhooks;

/// <summary>A call as the bank's server saw it.</summary>
internal sealed record Heard(string Id, string Timestamp, string Signatures, byte[] Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>
    /// Whether the secret signed this call, computed as the Standard Webhooks specification says and not by our code: <c>base64(HMAC-SHA256(key, id.timestamp.body))</c>,
    /// at least one signature of version 1 matching, and the timestamp at most five minutes away.
    /// </summary>
    public bool IsSignedBy(string secret, DateTimeOffset now)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)));
        var content = Encoding.UTF8.GetBytes(Id + "." + Timestamp + ".").Concat(Body).ToArray();
        var expected = "v1," + Convert.ToBase64String(hmac.ComputeHash(content));
        var age = now.ToUnixTimeSeconds() - long.Parse(Timestamp, CultureInfo.InvariantCulture);
        return Math.Abs(age) <= 300 && Signatures.Split(' ').Contains(expected);
    }
}

/// <summary>A bank's server on a loopback port that answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Heard> Calls { get; } = new();

    public string Url => $"{_app.Urls.Single()}/hooks?branch=15";

    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    };

    public int MostAtOnce { get; private set; }

    public static async Task<Receiver> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        var atOnce = 0;
        receiver._app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver.Calls.Enqueue(new Heard(context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString(),
                context.Request.Headers["webhook-signature"].ToString(), body.ToArray(), context.Request.ContentType,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
            lock (receiver)
                receiver.MostAtOnce = Math.Max(receiver.MostAtOnce, ++atOnce);
            try
            {
                await receiver.Answer(context);
            }
            finally
            {
                lock (receiver)
                    atOnce--;
            }
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Answers every call with this status.</summary>
    public void Says(int status, string? location = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (location is not null)
            context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    /// <summary>Holds every call until the caller gives up.</summary>
    public void Hangs() => Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
