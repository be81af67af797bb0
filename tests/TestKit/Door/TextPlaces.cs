using System.Text.Json.Nodes;

namespace PovertyPlatform.TestKit.Door;

/// <summary>Every place of a body in which a text can stand: properties, properties of nested objects, items of arrays and properties of theirs.</summary>
internal static class TextPlaces
{
    private const int Deepest = 5;

    /// <summary>Paths of the places, each a property or an index (the first item), as the schema and the valid body know them.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(JsonObject? schema, JsonNode? valid)
    {
        var found = new List<IReadOnlyList<string>>();
        Look(schema, valid, [], found);
        return [.. found.DistinctBy(path => string.Join('/', path))];
    }

    /// <summary>The valid body with the text in one place; what is missing on the way there is made as the schema says.</summary>
    public static JsonObject With(JsonObject? schema, JsonObject valid, IReadOnlyList<string> path, string text)
    {
        var body = valid.DeepClone().AsObject();
        JsonNode at = body;
        var rule = schema;
        for (var step = 0; step < path.Count; step++)
        {
            var isLast = step == path.Count - 1;
            var next = isLast ? null : path[step + 1];
            if (at is JsonArray items)
            {
                rule = rule?["items"] as JsonObject;
                if (isLast)
                {
                    items.Clear();
                    items.Add((JsonNode)text);
                    return body;
                }

                if (items.Count == 0 || items[0] is not (JsonObject or JsonArray))
                {
                    items.Clear();
                    items.Add(Made(rule));
                }

                at = items[0]!;
                continue;
            }

            rule = rule?["properties"]?[path[step]] as JsonObject;
            if (isLast)
                at[path[step]] = text;
            else if (at[path[step]] is not JsonArray && next == "0")
                at[path[step]] = new JsonArray();
            else if (at[path[step]] is not (JsonObject or JsonArray))
                at[path[step]] = Made(rule);
            at = at[path[step]]!;
        }

        return body;
    }

    private static void Look(JsonObject? schema, JsonNode? valid, List<string> path, List<IReadOnlyList<string>> found)
    {
        if (path.Count >= Deepest)
            return;
        var properties = schema?["properties"] as JsonObject;
        foreach (var name in (properties?.Select(property => property.Key) ?? []).Concat((valid as JsonObject)?.Select(property => property.Key) ?? []).Distinct())
        {
            var (rule, value) = (properties?[name] as JsonObject, (valid as JsonObject)?[name]);
            List<string> here = [.. path, name];
            if (Is(rule, "object") || rule?["properties"] is not null || value is JsonObject)
                Look(rule, value, here, found);
            else if (Is(rule, "array") || value is JsonArray)
            {
                var (item, first) = (rule?["items"] as JsonObject, (value as JsonArray)?.FirstOrDefault());
                if (item?["properties"] is not null || first is JsonObject)
                    Look(item, first, [.. here, "0"], found);
                else
                    found.Add([.. here, "0"]);
            }
            else if (Is(rule, "string") || value?.GetValueKind() is System.Text.Json.JsonValueKind.String)
                found.Add(here);
        }
    }

    private static bool Is(JsonObject? rule, string type) => rule?["type"]?.ToJsonString().Contains($"\"{type}\"", StringComparison.Ordinal) is true;

    private static JsonObject Made(JsonObject? rule)
    {
        var made = new JsonObject();
        foreach (var (name, property) in rule?["properties"] as JsonObject ?? [])
            made[name] = (property as JsonObject) switch
            {
                var one when Is(one, "array") => new JsonArray(),
                var one when one?["properties"] is not null => null,
                var one when Is(one, "boolean") => true,
                var one when Is(one, "integer") || Is(one, "number") => 1,
                var one when one?["format"]?.GetValue<string>() == "uuid" => Guid.Empty.ToString(),
                var one when one?["format"]?.GetValue<string>() == "date" => "2026-10-01",
                var one when one?["enum"] is JsonArray { Count: > 0 } values => values[0]?.DeepClone(),
                _ => "x",
            };
        return made;
    }
}
