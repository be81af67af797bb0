using System.CommandLine;
using System.Text.Json;
using PovertyPlatform.Dev.Stack;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev rotate-keys</c>: a new key for what the registry seals, while everything runs.</summary>
internal static class RotateKeysCommand
{
    public static Command Create()
    {
        var marks = new Option<bool>("--marks") { Description = "Also a new key for the marks by which numbers are found; imports wait meanwhile." };
        var same = new Option<bool>("--go-on") { Description = "No new key: go on where an earlier run ended." };
        var command = new Command("rotate-keys", "Seals identity numbers, telephones and imported files of the running system under a new key.") { marks, same };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(marks), parsed.GetValue(same), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, bool marks, bool goOn, CancellationToken ct)
    {
        var stack = StackRecord.Running(place);
        var log = place.LogFile("rotate-keys");
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__registrydb"] = stack.Database("registrydb"),
            ["ConnectionStrings__messaging"] = stack.Broker,
            ["Protection__KeyFile"] = place.Keys,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        string[] arguments = [place.Assembly("src/HouseholdService"), "rotate-keys", .. goOn ? (string[])[] : ["--new-seal"], .. marks ? (string[])["--new-mark"] : []];
        string? answer = null;
        var code = 0;
        await Progress.Show(progress => progress.Step("registry", async say =>
            code = await Shell.RunLogged(Shell.Dotnet, arguments, log, ct, environment, line =>
            {
                if (line.StartsWith('{'))
                    answer = line;
                else if (line.Split(' ') is [.., var column, var done] && long.TryParse(done, out _))
                    say($"{column} {done}");
            })));
        if (code > 1 || answer is null)
            throw new DevException($"The keys could not be rotated.\n{AppHost.Tail(log)}\nLog: {place.Short(log)}. What is done stays done: ./dev rotate-keys --go-on.");
        var report = JsonSerializer.Deserialize<Report>(answer, JsonSerializerOptions.Web)!;
        var table = new Table().AddColumns("sealed").AddColumn(new TableColumn("anew").RightAligned()).AddColumn(new TableColumn("still under an older key").RightAligned());
        foreach (var (column, left) in report.Left)
            table.AddRow(column, $"{report.Done.GetValueOrDefault(column):N0}", $"{left:N0}");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(code == 0
            ? $"Everything is under seal key {report.SealKey} and mark key {report.MarkKey}; older keys in {place.Short(place.Keys)} may go as soon as no backup needs them."
            : "An import was running; run ./dev rotate-keys --go-on when it has ended.");
        return code;
    }

    private sealed record Report(int SealKey, int MarkKey, Dictionary<string, long> Done, Dictionary<string, long> Left);
}
