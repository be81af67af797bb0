using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.Messaging;

/// <summary>How events look as bytes: camelCase, enums as names, UTF-8. Readers ignore fields and map enum names they do not know to the value 0.</summary>
internal static class EventJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new TolerantEnumConverter() },
    };

    public static byte[] Write(IIntegrationEvent message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Options);

    public static TEvent Read<TEvent>(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<TEvent>(body, Options)!;
}
