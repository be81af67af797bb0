using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>A digest of an entity's stored values: who holds the content can show that it is the one that was recorded; the digest itself tells nothing.</summary>
internal static class StateDigest
{
    public static byte[]? Of(object? values) => values is null ? null : SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(values, values.GetType()));

    public static byte[] Of(PropertyValues values)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var property in values.Properties.OrderBy(property => property.Name, StringComparer.Ordinal))
            {
                json.WritePropertyName(property.Name);
                JsonSerializer.Serialize(json, values[property], property.ClrType);
            }

            json.WriteEndObject();
        }

        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
