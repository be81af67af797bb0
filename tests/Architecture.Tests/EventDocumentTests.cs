using System.Text;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.ArchitectureTests;

/// <summary>docs/events.md says who tells what to whom; it is made from the code and compared.</summary>
public class EventDocumentTests
{
    [Fact]
    public void EventDocument_IsInStep()
    {
        var path = Path.Combine(House.Root, "docs/events.md");
        var text = Text();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            File.WriteAllText(path, text);
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text, "docs/events.md is out of step; run ./dev check --write and commit.");
    }

    [Fact]
    public void EveryEvent_ReachesSomebodyOrIsSaidToBeOptional()
    {
        var heard = EventMap.Listeners().Select(listener => listener.Event).ToHashSet();
        string[] optional = ["HouseholdRegistered", "HouseholdReviewed", "HouseholdSplit", "HouseholdMerged", "HouseholdClosed"];
        Assert.Empty(EventMap.Events().Where(type => !heard.Contains(type) && !optional.Contains(type.Name)).Select(type => type.Name));
    }

    private static string Text()
    {
        var listeners = EventMap.Listeners().ToLookup(listener => listener.Event);
        var text = new StringBuilder("""
            # Events

            Made from the code by `./dev check --write`; a test compares it. Fields and their meaning: [src/Contracts](../src/Contracts), schemas: [contracts/schemas](contracts/schemas), the same as AsyncAPI: [asyncapi.yaml](asyncapi.yaml).

            | event | told by | URN | heard by (queue) |
            | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var type in EventMap.Events())
        {
            var contract = EventContractAttribute.Of(type);
            var heard = string.Join("<br>", listeners[type].Select(listener => $"{listener.Service} `{listener.Handler.Name}`").Order(StringComparer.Ordinal));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| {type.Name} | {contract.Service} | `{contract.Urn}` | {(heard.Length == 0 ? "nobody yet" : heard)} |\n");
        }

        return text.ToString();
    }
}
