using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PovertyPlatform.Ratios.Gateway;

/// <summary>One keep-alive connection that sends the same request again and again and checks every answer; as little as possible, so that the servers are measured and not the client.</summary>
internal sealed class HttpConnection : IDisposable
{
    private static readonly byte[] Ok = "HTTP/1.1 200 "u8.ToArray();
    private static readonly byte[] LastChunk = "\r\n0\r\n\r\n"u8.ToArray();
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly int _bodyBytes;

    private HttpConnection(byte[] request, int bodyBytes) => (_request, _bodyBytes) = (request, bodyBytes);

    /// <summary>Connects.</summary>
    /// <param name="port">Port on this machine.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="token">Bearer token, or null.</param>
    /// <param name="bodyBytes">Length that every answer's body must have.</param>
    public static async Task<HttpConnection> Open(int port, string path, string? token, int bodyBytes, CancellationToken ct)
    {
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var connection = new HttpConnection(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n{authorization}\r\n"), bodyBytes);
        await connection._socket.ConnectAsync(IPAddress.Loopback, port, ct);
        return connection;
    }

    /// <summary>Sends the request and reads its answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is not the expected one: a fast wrong run is no result.</exception>
    public async ValueTask Exchange(CancellationToken ct)
    {
        await _socket.SendAsync(_request, ct);
        var read = 0;
        int head;
        while ((head = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
            read += await Receive(read, ct);
        if (!_buffer.AsSpan(0, read).StartsWith(Ok) || ContentLength(head) is { } length && length != _bodyBytes)
            throw new InvalidOperationException($"Unexpected answer, {_bodyBytes} bytes of body wanted: {Encoding.UTF8.GetString(_buffer, 0, Math.Min(read, 600))}");
        if (ContentLength(head) is not null)
        {
            while (read < head + 4 + _bodyBytes)
                read += await Receive(read, ct);
            return;
        }

        while (!_buffer.AsSpan(0, read).EndsWith(LastChunk))
            read += await Receive(read, ct);
        if (Dechunked(_buffer.AsSpan(head + 4, read - head - 4)) is var body && body != _bodyBytes)
            throw new InvalidOperationException($"{body} bytes of body instead of {_bodyBytes}.");
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> Receive(int offset, CancellationToken ct) => await _socket.ReceiveAsync(_buffer.AsMemory(offset), ct) is > 0 and var count
        ? count
        : throw new InvalidOperationException("The server closed the connection.");

    private int? ContentLength(int head)
    {
        var headers = _buffer.AsSpan(0, head + 2);
        var at = headers.IndexOf("\r\nContent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(headers[(at + 18)..], out int length, out _) ? length : null;
    }

    /// <summary>Bytes of the body without the chunks' own lines.</summary>
    private static int Dechunked(ReadOnlySpan<byte> chunks)
    {
        var total = 0;
        while (Utf8Parser.TryParse(chunks, out int size, out var digits, 'x') && size > 0)
        {
            total += size;
            chunks = chunks[(digits + 2 + size + 2)..];
        }

        return total;
    }
}
