using System.Reflection;
using System.Text.Json.Nodes;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.ContractsTests;

/// <summary>Partners and services of last year read the events of today: inside a major, fields are only added.</summary>
public class ContractStabilityTests
{
    // Personal data never travels: a field whose name sounds like a person's is refused, whatever its type.
    private static readonly string[] Personal = ["name", "identity", "birth", "phone", "address", "account", "email", "ethnicgroup", "cccd", "cmnd"];

    public static TheoryData<Type> Events => [.. EventCatalogue.Events];

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_OnlyGrows(Type type)
    {
        var path = Path.Combine(EventCatalogue.Root, EventCatalogue.FileOf(type));
        var now = EventCatalogue.SchemaOf(type);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, EventCatalogue.Text(now));
            return;
        }

        Assert.True(File.Exists(path), $"{EventCatalogue.FileOf(type)} is missing: a new event; run ./dev check --write.");
        var released = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.Empty(Broken(released, now));
        Assert.True(EventCatalogue.Text(released) == EventCatalogue.Text(now), $"{EventCatalogue.FileOf(type)} is out of step; the change is additive: run ./dev check --write.");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_CarriesNoPersonalField(Type type)
    {
        var personal = type.GetProperties().Select(property => property.Name)
            .Where(name => Personal.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))).ToList();
        Assert.Empty(personal);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_DeclaresNothingAboveP1(Type type)
    {
        var own = type.GetCustomAttribute<PersonalDataAttribute>();
        Assert.True(own is { Class: <= DataClass.P1 }, $"{type.Name} declares no class, or one above P1: events carry administrative data at most.");
        var parameters = type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.GetCustomAttribute<PersonalDataAttribute>());
        Assert.All(type.GetProperties().Select(property => property.GetCustomAttribute<PersonalDataAttribute>()).Concat(parameters).OfType<PersonalDataAttribute>(), value => Assert.InRange(value.Class, DataClass.P0, DataClass.P1));
    }

    [Fact]
    public void Urn_IsUnique() => Assert.Equal(EventCatalogue.Events.Count, EventCatalogue.Events.Select(type => EventContractAttribute.Of(type).Urn).Distinct().Count());

    [Fact]
    public void Schema_WithoutAnEvent_IsNotKept()
    {
        var known = EventCatalogue.Events.Select(EventCatalogue.FileOf).Select(Path.GetFileName).ToHashSet();
        Assert.All(Directory.GetFiles(Path.Combine(EventCatalogue.Root, "docs/contracts/schemas"), "*.json").Select(Path.GetFileName), file => Assert.Contains(file, known));
    }

    [Theory]
    [InlineData("""{"properties":{"year":{"type":"integer"}}}""", """{"properties":{}}""", "year was removed")]
    [InlineData("""{"properties":{"year":{"type":"integer"}}}""", """{"properties":{"year":{"type":"string"}}}""", "year changed its form")]
    [InlineData("""{"properties":{"year":{"type":"integer"}}}""", """{"properties":{"year":{"type":"integer"},"month":{"type":"integer"}}}""", null)]
    [InlineData("""{"properties":{"class":{"enum":["Poor","NearPoor"]}}}""", """{"properties":{"class":{"enum":["Poor"]}}}""", "class lost the value Poor or another")]
    public void Comparison_SeesWhatBreaks(string released, string now, string? broken) =>
        Assert.Equal(broken is null ? [] : [broken.Replace("Poor or another", "NearPoor", StringComparison.Ordinal)], Broken(JsonNode.Parse(released)!.AsObject(), JsonNode.Parse(now)!.AsObject()));

    private static List<string> Broken(JsonObject released, JsonObject now)
    {
        var broken = new List<string>();
        var fields = now["properties"]!.AsObject();
        foreach (var (name, form) in released["properties"]!.AsObject())
        {
            if (fields[name] is not { } current)
                broken.Add($"{name} was removed");
            else if (form!["enum"] is JsonArray values)
                broken.AddRange(values.Where(value => !current["enum"]!.AsArray().Any(other => JsonNode.DeepEquals(value, other))).Select(value => $"{name} lost the value {value}"));
            else if (!JsonNode.DeepEquals(form["type"], current["type"]))
                broken.Add($"{name} changed its form");
        }

        return broken;
    }
}
