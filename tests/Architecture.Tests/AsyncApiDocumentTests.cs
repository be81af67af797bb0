using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>docs/asyncapi.yaml describes the events to tools of others; it is made from the code and compared.</summary>
public partial class AsyncApiDocumentTests
{
    [Fact]
    public void AsyncApiDocument_IsInStep()
    {
        var path = Path.Combine(House.Root, "docs/asyncapi.yaml");
        var text = Text();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text, "docs/asyncapi.yaml is out of step; run ./dev check --write and commit.");
    }

    [Fact]
    public void References_LeadToSomething()
    {
        var text = Text();
        var names = EventMap.Events().Select(type => type.Name).ToHashSet();
        Assert.All(References().Matches(text), reference => Assert.True(
            reference.Groups["file"] is { Success: true } file ? File.Exists(Path.Combine(House.Root, "docs", file.Value)) : names.Contains(reference.Groups["name"].Value),
            reference.Value));
        Assert.Equal(names.Count, SchemaLines().Count(text));
    }

    private static string Text()
    {
        var text = new StringBuilder("""
            # Made from the code by ./dev check --write; a test compares it.
            asyncapi: 3.0.0
            info:
              title: PovertyPlatform events
              version: '1'
              description: Decisions of the platform's services. Additive inside a major version; no event carries personal data.
              license: { name: Apache-2.0 }
            defaultContentType: application/json
            servers:
              messaging: { host: 'localhost:5672', protocol: amqp, description: 'RabbitMQ: fanout exchanges, quorum queues.' }
            channels:

            """.ReplaceLineEndings("\n"));
        foreach (var type in EventMap.Events())
            Channel(text, type);
        text.Append("operations:\n");
        foreach (var type in EventMap.Events())
            Operation(text, $"{EventContractAttribute.Of(type).Service}.tells.{type.Name}", "send", type);
        foreach (var (service, handler, type) in EventMap.Listeners().OrderBy(listener => $"{listener.Service}.{listener.Handler.Name}", StringComparer.Ordinal))
            Operation(text, $"{service}.{handler.Name}", "receive", type);
        text.Append("components:\n  messages:\n");
        var meanings = Meanings();
        foreach (var type in EventMap.Events())
            text.Append(CultureInfo.InvariantCulture, $"    {type.Name}:\n      name: '{EventContractAttribute.Of(type).Urn}'\n      summary: {Quoted(meanings[type.FullName!])}\n")
                .Append(CultureInfo.InvariantCulture, $"      payload: {{ $ref: './contracts/schemas/{EventContractAttribute.Of(type).Exchange}.json' }}\n");
        return text.ToString();
    }

    private static void Channel(StringBuilder text, Type type)
    {
        var exchange = EventContractAttribute.Of(type).Exchange;
        text.Append(CultureInfo.InvariantCulture, $"  {exchange}:\n    address: {exchange}\n    messages:\n      {type.Name}: {{ $ref: '#/components/messages/{type.Name}' }}\n")
            .Append(CultureInfo.InvariantCulture, $"    bindings:\n      amqp: {{ is: routingKey, exchange: {{ name: {exchange}, type: fanout, durable: true }} }}\n");
    }

    private static void Operation(StringBuilder text, string name, string action, Type type) => text.Append(
        CultureInfo.InvariantCulture, $"  {name}:\n    action: {action}\n    channel: {{ $ref: '#/channels/{EventContractAttribute.Of(type).Exchange}' }}\n");

    /// <summary>First sentence or two of the contract's own docstring.</summary>
    private static Dictionary<string, string> Meanings() => XDocument.Load(Path.ChangeExtension(typeof(IIntegrationEvent).Assembly.Location, ".xml")).Descendants("member")
        .Where(member => member.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal))
        .ToDictionary(member => member.Attribute("name")!.Value[2..], member => Spaces().Replace(member.Element("summary")!.Value, " ").Trim());

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\$ref: '(\./(?<file>[^']+)|#/components/messages/(?<name>[^']+))'")]
    private static partial Regex References();

    [GeneratedRegex(@"payload: ")]
    private static partial Regex SchemaLines();
}
