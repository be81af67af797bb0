using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PovertyPlatform.Ratios.Households;

/// <summary>
/// Asks over plain sockets, one request after the other on each connection, and looks only at status and length: a client that costs so little that it does not
/// blur what it measures.
/// </summary>
internal sealed class LoadClient(int port, string token)
{
    private static readonly byte[] Last = "\r\n0\r\n\r\n"u8.ToArray();

    /// <summary>Asks for every path in turn until the count is reached; throws at the first answer that is not 200.</summary>
    public Task Ask(IReadOnlyList<string> paths, int requests, int connections, CancellationToken ct) =>
        Send([.. paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"))], requests, connections, ct);

    /// <summary>A request that changes something, as bytes.</summary>
    public byte[] Write(string method, string path, string body) => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {Guid.NewGuid()}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>Sends prepared requests; connection number c of n sends those at c, c + n, c + 2n and so on.</summary>
    public Task Send(byte[][] requestsOf, int requests, int connections, CancellationToken ct)
    {
        return Task.WhenAll(Enumerable.Range(0, connections).Select(number => Task.Run(() => Connection(requestsOf, number, requests / connections, connections, ct), ct)));
    }

    private async Task Connection(byte[][] requests, int first, int count, int step, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        var buffer = new byte[64 * 1024];
        for (var number = 0; number < count; number++)
        {
            await socket.SendAsync(requests[(first + (number * step)) % requests.Length], ct);
            var length = 0;
            do
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), ct);
                if (read == 0)
                    throw new InvalidOperationException("The server closed the connection.");
                length += read;
            }
            while (!IsComplete(buffer.AsSpan(0, length)));
            if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200 "u8))
                throw new InvalidOperationException($"Not an answer: {Encoding.UTF8.GetString(buffer, 0, length)}");
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith(Last);
        var digits = head[(at + 16)..];
        var stop = digits.IndexOf((byte)'\r');
        return answer.Length - end - 4 >= int.Parse(stop < 0 ? digits : digits[..stop]);
    }
}
