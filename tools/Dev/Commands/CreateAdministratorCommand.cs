using System.CommandLine;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev create-administrator NAME</c>: makes the first administrator of the running system, as <c>IdentityService create-administrator</c> does in production.</summary>
internal static class CreateAdministratorCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name to sign in with." };
        var command = new Command("create-administrator", "Makes the first administrator and prints the one-time code; refuses when there is one already (the sample stack has one).") { name };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetRequiredValue(name), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, string name, CancellationToken ct)
    {
        var stack = StackRecord.Running(place);
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__identitydb"] = stack.Database("identitydb"),
            ["ConnectionStrings__messaging"] = stack.Broker,
            ["Identity__DataFolder"] = place.Identity,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        // The code goes to the screen and into no log file.
        return await Shell.Run(Shell.Dotnet, [place.Assembly("src/IdentityService"), "create-administrator", name], ct, environment);
    }
}
