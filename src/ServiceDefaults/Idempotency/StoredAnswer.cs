using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PovertyPlatform.ServiceDefaults.Idempotency;

/// <summary>What was answered, in full: a repeated request must not be able to tell the difference, except by the replay header.</summary>
internal sealed record StoredAnswer(int Status, string? ContentType, string? Location, string? ETag, byte[] Body)
{
    public static StoredAnswer Of(HttpResponse response, byte[] body) => new(
        response.StatusCode, response.ContentType, Text(response.Headers.Location), Text(response.Headers.ETag), body);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static StoredAnswer FromBytes(byte[] bytes) => JsonSerializer.Deserialize<StoredAnswer>(bytes)!;

    public async Task Send(HttpResponse response, CancellationToken ct)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.Headers.Location = Location;
        response.Headers.ETag = ETag;
        response.Headers[IdempotencyExtensions.ReplayHeader] = "true";
        await response.Body.WriteAsync(Body, ct);
    }

    private static string? Text(Microsoft.Extensions.Primitives.StringValues header) => header.Count == 0 ? null : header.ToString();
}
