using System.Text.Json;
using System.Text.Json.Serialization;

namespace PovertyPlatform.Messaging;

/// <summary>Writes enums as names; reads names and numbers, and takes a name it does not know for the value 0: an older reader must not fail on a newer writer.</summary>
internal sealed class TolerantEnumConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly Dictionary<string, TEnum> ByName =
            Enum.GetNames<TEnum>().ToDictionary(name => name, Enum.Parse<TEnum>, StringComparer.OrdinalIgnoreCase);

        private static readonly Dictionary<TEnum, JsonEncodedText> Names =
            Enum.GetValues<TEnum>().Distinct().ToDictionary(value => value, value => JsonEncodedText.Encode(value.ToString()));

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => ByName.GetValueOrDefault(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt32(out var number) => (TEnum)Enum.ToObject(typeof(TEnum), number),
            _ => throw new JsonException($"{typeof(TEnum).Name} is a name or a number."),
        };

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
        {
            if (Names.TryGetValue(value, out var name))
                writer.WriteStringValue(name);
            else
                writer.WriteStringValue(value.ToString());
        }
    }
}
