using System.CommandLine;
using PovertyPlatform.Dev.Demo;
using PovertyPlatform.Dev.Demo.Review;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev demo</c>: the whole story of one commune through the gateway; <c>./dev demo review</c>: a commune's review from the plan to the certificates.</summary>
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
        command.Subcommands.Add(Review());
        return command;
    }

    private static Command Review()
    {
        var gateway = new Option<string?>("--gateway") { Description = "Address of the gateway; that of the running system when absent." };
        var credentials = new Option<string?>("--credentials") { Description = "Folder of the sample credentials." };
        var command = new Command("review", "Tells a commune's review of 2026: plan, visits, a split, meetings, posting, an objection, decision, a move to another province, certificates, lock.") { gateway, credentials };
        command.SetAction((parsed, ct) =>
        {
            var place = Workplace.Here;
            var address = new Uri(parsed.GetValue(gateway) ?? StackRecord.Running(place).GatewayUrl);
            return ReviewStory.Run(new DemoSetting(address, place.Root, parsed.GetValue(credentials) ?? place.Identity), ct);
        });
        return command;
    }
}
