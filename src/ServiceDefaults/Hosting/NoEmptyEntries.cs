using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PovertyPlatform.ServiceDefaults.Hosting;

/// <summary>Refuses lists with <c>null</c> among their entries: the compiler believes that there are none, so no handler looks.</summary>
internal static class NoEmptyEntries
{
    public static void In(JsonTypeInfo type)
    {
        if (type is { Kind: JsonTypeInfoKind.Enumerable, ElementType.IsValueType: false })
            type.OnDeserialized = Check;
    }

    private static void Check(object list)
    {
        foreach (var entry in (IEnumerable)list)
            if (entry is null)
                throw new JsonException("A list has an empty entry.");
    }
}
