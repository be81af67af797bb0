using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyPlatform.Ratios.Messaging;

/// <summary>The bytes of an event as the raw parties read and write them.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static byte[] Write(HouseholdDecided decided) => JsonSerializer.SerializeToUtf8Bytes(decided, Options);

    public static HouseholdDecided Read(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize<HouseholdDecided>(body, Options)!;
}
