using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>
/// Refuses in every JSON body what no handler looks for: lists with <c>null</c> among their entries, because the compiler believes that there are none, and texts with
/// the character NUL, because no database stores it and a statement that fails on it has been halfway through.
/// </summary>
internal static class RefusedText
{
    public static void In(JsonTypeInfo type)
    {
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
            type.OnDeserialized = List;
        if (type.Kind == JsonTypeInfoKind.Object && type.Properties.Where(property => property.PropertyType == typeof(string) && property.Get is not null).ToArray() is { Length: > 0 } texts)
            type.OnDeserialized = value =>
            {
                foreach (var text in texts)
                    Text(text.Get!(value));
            };
    }

    private static void List(object list)
    {
        foreach (var entry in (IEnumerable)list)
        {
            if (entry is null)
                throw new JsonException("A list has an empty entry.");
            Text(entry);
        }
    }

    private static void Text(object? value)
    {
        if (value is string text && text.Contains('\0', StringComparison.Ordinal))
            throw new JsonException("A text has the character NUL.");
    }
}
