using System.CommandLine;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev load-areas FOLDER</c>: loads more administrative units from files of the same format as reference/areas.</summary>
internal static class LoadAreasCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Folder with provinces.csv, districts.csv, communes.csv, crosswalk.csv." };
        var command = new Command("load-areas", "Loads administrative units of further provinces into the registry.") { folder };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(folder)!, ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, DirectoryInfo folder, CancellationToken ct)
    {
        if (!folder.Exists)
            throw new DevException($"There is no folder {folder.FullName}.");
        var registry = SeedCommand.RegistryOf(StackRecord.Running(place));
        return await Shell.Run(
            Shell.Dotnet, [place.Assembly("src/HouseholdService"), "load-areas", folder.FullName], ct,
            new Dictionary<string, string> { ["ConnectionStrings__registrydb"] = registry }, place.At("src", "HouseholdService"));
    }
}
