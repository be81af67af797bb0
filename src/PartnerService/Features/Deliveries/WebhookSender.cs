using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Webhooks;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>
/// Rings one bell. The call goes straight to an address that was checked in this very connection, through no proxy, follows no redirect, and ends after the timeout
/// whatever the endpoint does; its answer is read no further than the status.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostHeaderKilobytes = 16;
    private const int MostDrainedBytes = 64 * 1024;
    private readonly WebhookOptions _options;
    private readonly CheckedAddresses _addresses;
    private readonly SecretSeal _seal;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebhookSender(IOptions<WebhookOptions> options, CheckedAddresses addresses, SecretSeal seal, TimeProvider clock)
    {
        _options = options.Value;
        _addresses = addresses;
        _seal = seal;
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = MostDrainedBytes,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<AttemptResult> Send(ClaimedDelivery delivery, CancellationToken ct)
    {
        if (WebhookUrl.Check(delivery.Url, _options.AllowLoopback) is not null)
            return new AttemptResult(null, "address-refused");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(_options.Timeout);
        // The client's own span would carry the partner's full address; ours carries the endpoint's id.
        using var quiet = SuppressInstrumentationScope.Begin();
        try
        {
            using var request = Request(delivery);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            return status switch
            {
                >= 200 and < 300 => new AttemptResult(status, null),
                >= 300 and < 400 => new AttemptResult(status, "redirect"),
                410 => new AttemptResult(status, "http-410", IsGone: true),
                _ => new AttemptResult(status, $"http-{status}"),
            };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new AttemptResult(null, "timeout");
        }
        catch (HttpRequestException failure)
        {
            return new AttemptResult(null, FaultOf(failure));
        }
        catch (CryptographicException)
        {
            return new AttemptResult(null, "secret-unreadable");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(ClaimedDelivery delivery)
    {
        var now = _clock.GetUtcNow();
        var id = delivery.EventId.ToString();
        var body = Bell.Of(delivery, _options.PublicUrl);
        List<string> secrets = [_seal.Open(delivery.SealedSecret, delivery.EndpointId)];
        if (delivery.SealedOldSecret is { } old && delivery.OldSecretUntil > now)
            secrets.Add(_seal.Open(old, delivery.EndpointId));
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PovertyPlatform-Webhooks", "1"));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(id, now, body, secrets));
        return request;
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var addresses = await _addresses.Of(context.DnsEndPoint.Host, ct);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string FaultOf(HttpRequestException failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
                return "address-refused";
            if (cause is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData })
                return "host-unknown";
        }

        return failure.HttpRequestError == HttpRequestError.SecureConnectionError ? "tls" : "connection";
    }
}
