using System.CommandLine;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev load-areas FOLDER</c>: loads more administrative units from files of the same format as reference/areas.</summary>
internal static class LoadAreasCommand
{
    private static readonly string[] Files = ["provinces.csv", "districts.csv", "communes.csv", "crosswalk.csv"];

    /// <summary>Services that know areas, with their databases.</summary>
    private static readonly (string Project, string Database)[] Services =
        [("HouseholdService", "registrydb"), ("SupportProgramService", "supportdb"), ("ReportingService", "reportingdb"), ("IdentityService", "identitydb")];

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = $"Folder with {string.Join(", ", Files)}." };
        var command = new Command("load-areas", "Loads administrative units of further provinces into the running system.") { folder };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(folder)!, ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, DirectoryInfo folder, CancellationToken ct)
    {
        if (Files.Where(file => !File.Exists(Path.Combine(folder.FullName, file))).ToList() is { Count: > 0 } missing)
            throw new DevException($"{folder.FullName} has no {string.Join(", ", missing)}; the format is that of reference/areas.");
        var stack = StackRecord.Running(place);
        var reference = Overlay(place, folder);
        await Progress.Show(async progress =>
        {
            foreach (var (project, database) in Services)
                await progress.Step(project, say => Migrate(place, stack, project, database, reference, say, ct));
        });
        return 0;
    }

    /// <summary>The migration step upserts reference data, so the step with the new files adds their rows and keeps all others.</summary>
    private static async Task Migrate(Workplace place, StackRecord stack, string project, string database, string reference, Action<string> say, CancellationToken ct)
    {
        var log = place.LogFile($"load-areas-{project}");
        var environment = new Dictionary<string, string>
        {
            [$"ConnectionStrings__{database}"] = stack.Database(database),
            ["ConnectionStrings__messaging"] = stack.Broker,
            ["Reference__Path"] = reference,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        say("loading");
        if (await Shell.RunLogged(Shell.Dotnet, [place.Assembly($"src/{project}"), "migrate"], log, ct, environment) != 0)
            throw new DevException($"{project} refused the areas.\n{AppHost.Tail(log)}\nLog: {place.Short(log)}");
        say("loaded");
    }

    /// <summary>A copy of reference/ with the given areas in place of its own.</summary>
    private static string Overlay(Workplace place, DirectoryInfo areas)
    {
        var (source, copy) = (place.At("reference"), Path.Combine(place.Data, "reference"));
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        foreach (var file in Files)
            File.Copy(Path.Combine(areas.FullName, file), Path.Combine(copy, "areas", file), overwrite: true);
        return copy;
    }
}
