using System.Text.Json.Nodes;

namespace PovertyPlatform.TestKit.Door;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Name.</param>
/// <param name="In">path, query or header.</param>
/// <param name="Schema">JSON schema.</param>
internal sealed record ApiParameter(string Name, string In, JsonObject Schema);

/// <summary>An operation as the OpenAPI document describes it.</summary>
/// <param name="Method">HTTP method, upper case.</param>
/// <param name="Path">Path template.</param>
/// <param name="Parameters">Parameters.</param>
/// <param name="ContentType">Type of the body, or null.</param>
/// <param name="Body">Schema of the body, references resolved; or null.</param>
internal sealed record ApiOperation(string Method, string Path, IReadOnlyList<ApiParameter> Parameters, string? ContentType, JsonObject? Body)
{
    public string Key => $"{Method} {Path}";

    /// <summary>All operations of a document.</summary>
    public static IReadOnlyList<ApiOperation> Of(JsonNode document) =>
    [
        .. document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(operation => operation.Key is not ("parameters" or "summary" or "description"))
            .Select(operation => Read(document, path.Key, operation.Key, operation.Value!))),
    ];

    /// <summary>Follows references, so that a forge sees properties; recursion ends at the reference itself.</summary>
    public static JsonObject Resolve(JsonNode document, JsonNode? schema, int depth = 0)
    {
        var found = schema as JsonObject ?? [];
        if (found["$ref"]?.GetValue<string>() is { } reference)
            found = reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, part) => node[part]!).AsObject();
        // What may be left out is written as one of null and the thing.
        if ((found["oneOf"] ?? found["anyOf"]) is JsonArray choices && choices.OfType<JsonObject>().FirstOrDefault(choice => choice["type"]?.ToJsonString() != "\"null\"") is { } thing && depth < 4)
            return Resolve(document, thing, depth);
        var copy = found.DeepClone().AsObject();
        if (depth < 4 && copy["properties"] is JsonObject properties)
            foreach (var (name, property) in properties.ToList())
                properties[name] = Resolve(document, property, depth + 1);
        if (depth < 4 && copy["items"] is { } items)
            copy["items"] = Resolve(document, items, depth + 1);
        return copy;
    }

    private static ApiOperation Read(JsonNode document, string path, string method, JsonNode operation)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => new ApiParameter(
            parameter!["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>(), Resolve(document, parameter["schema"]))).ToList();
        var content = operation["requestBody"]?["content"]?.AsObject().FirstOrDefault();
        return new ApiOperation(method.ToUpperInvariant(), path, parameters, content?.Key, content is { Value: { } described } ? Resolve(document, described["schema"]) : null);
    }
}
