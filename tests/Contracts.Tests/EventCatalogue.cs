using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.ContractsTests;

/// <summary>All events, and the schemas of what travels.</summary>
internal static class EventCatalogue
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public static readonly IReadOnlyList<Type> Events = [.. typeof(IIntegrationEvent).Assembly.GetExportedTypes()
        .Where(type => type.IsClass && typeof(IIntegrationEvent).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static string FileOf(Type type) => $"docs/contracts/schemas/{EventContractAttribute.Of(type).Exchange}.json";

    public static JsonObject SchemaOf(Type type)
    {
        var schema = Wire.GetJsonSchemaAsNode(type).AsObject();
        schema["title"] = EventContractAttribute.Of(type).Urn;
        return schema;
    }

    public static string Text(JsonNode node) => node.ToJsonString(Wire) + "\n";

    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "PovertyPlatform.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("PovertyPlatform.sln is not above the test's folder.");
    }
}
