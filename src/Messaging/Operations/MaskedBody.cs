using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>Shows a body to an operator without what a person might have written into it. Events carry no personal data, but a message that failed may be anything.</summary>
internal static partial class MaskedBody
{
    public static JsonElement? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = JsonNode.Parse(body.Span);
            return root is null ? null : JsonSerializer.SerializeToElement(Mask(root));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Mask(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Mask(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Mask)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => IsCode(value.GetValue<string>()) ? value.DeepClone() : JsonValue.Create("•••"),
        _ => node?.DeepClone(),
    };

    private static bool IsCode(string text) =>
        Guid.TryParse(text, out _) || AreaCode().IsMatch(text) || Word().IsMatch(text) || Instant().IsMatch(text);

    /// <summary>Codes of areas have two or five digits; longer digits may be an identity number, a telephone, an account.</summary>
    [GeneratedRegex("^[0-9]{1,5}$")]
    private static partial Regex AreaCode();

    /// <summary>Enum names and stable codes: one ASCII word; names of persons have spaces or marks.</summary>
    [GeneratedRegex("^[A-Z][A-Za-z]+$|^[a-z]+(-[a-z0-9]+)+$|^[A-Z]{2,}(-[A-Z0-9]+)*$|^[0-9]{4}-[0-9]{4}$")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+(Z|[+-][0-9:]+))?$")]
    private static partial Regex Instant();
}
