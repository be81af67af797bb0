using System.CommandLine;
using PovertyPlatform.Dev.Demo;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev demo</c>: the whole story of one commune through the gateway.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Imports, classifies, recognises, grants, informs a bank and reports; ends with a table of counts.");
        command.SetAction((_, ct) =>
        {
            var place = Workplace.Here;
            var stack = StackRecord.Running(place);
            return DemoStory.Run(new DemoSetting(new Uri(stack.GatewayUrl), place.Root, place.Identity), ct);
        });
        return command;
    }
}
