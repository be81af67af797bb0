using System.CommandLine;
using System.Text.Json;
using PovertyPlatform.Dev.Stack;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev end-audit-months</c>: which months of the audit trails are over by rule; with <c>--apply</c> they end, each with a signed proof.</summary>
internal static class EndAuditMonthsCommand
{
    /// <summary>Knows the orders to keep data; the others wait for its months.</summary>
    private const string First = "registrydb";

    public static Command Create()
    {
        var apply = new Option<bool>("--apply") { Description = "End what is due. It cannot be undone; without it nothing is changed." };
        var command = new Command("end-audit-months", "Months of every audit trail whose time is over by the dated rules of retention; verify-audit proves afterwards that they ended by rule.") { apply };
        command.SetAction((parsed, ct) => Run(Workplace.Here, parsed.GetValue(apply), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, bool apply, CancellationToken ct)
    {
        var (stack, reports) = (StackRecord.Running(place), new List<Report>());
        await Progress.Show(async progress =>
        {
            foreach (var (project, database) in Servers.Owners.OrderBy(owner => owner.Database == First ? 0 : 1))
                await progress.Step(project, async say => reports.Add(await End(place, stack, project, database, apply, say, ct)));
        });
        var table = new Table().AddColumns("trail", "month").AddColumn(new TableColumn("entries").RightAligned()).AddColumns("state", "rules");
        foreach (var report in reports)
            foreach (var month in report.Months.Where(month => month.Entries > 0 || month.State is not "kept"))
                table.AddRow(report.Trail, $"{month.Month:yyyy-MM}", $"{month.Entries:N0}", Markup.Escape(month.Why is null ? month.State : $"{month.State}: {month.Why}"), Markup.Escape(month.Rules));
        if (table.Rows.Count > 0)
            AnsiConsole.Write(table);
        else
            AnsiConsole.WriteLine("No month of any trail is over and has lines. What ends is said by the rules 'audit-trail' in force in reference/privacy/retention.csv; a proposed rule ends nothing.");
        if (!apply && reports.Exists(report => report.Months.Any(month => month.State == "due")))
            AnsiConsole.WriteLine("Nothing was changed. ./dev end-audit-months --apply ends what is due; it cannot be undone.");
        var isRefused = reports.Exists(report => report.Findings.Count > 0 || report.Months.Any(month => month.State == "refused"));
        if (reports.Exists(report => report.Findings.Count > 0))
            AnsiConsole.WriteLine("A trail is not as it was sealed, so nothing of it was ended. ./dev verify-audit names what is wrong.");
        return isRefused ? 1 : 0;
    }

    private static async Task<Report> End(Workplace place, StackRecord stack, string project, string database, bool apply, Action<string> say, CancellationToken ct)
    {
        var log = place.LogFile($"end-audit-months-{project}");
        var environment = new Dictionary<string, string>
        {
            [$"ConnectionStrings__{database}"] = stack.Database(database),
            ["ConnectionStrings__messaging"] = stack.Broker,
            ["Audit__Folder"] = place.Audit,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        say(apply ? "ending what is due" : "looking");
        string? answer = null;
        string[] arguments = [place.Assembly($"src/{project}"), "end-audit-months", .. apply ? (string[])["--apply"] : []];
        var code = await Shell.RunLogged(Shell.Dotnet, arguments, log, ct, environment, line => answer = line.StartsWith('{') ? line : answer);
        if (code > 1 || answer is null)
            throw new DevException($"The months of {project} could not be looked at.\n{AppHost.Tail(log)}\nLog: {place.Short(log)}");
        var report = JsonSerializer.Deserialize<Report>(answer, JsonSerializerOptions.Web)!;
        say($"{report.Months.Count(month => month.State is "due" or "ended")} {(apply ? "ended" : "due")}, {report.Months.Count(month => month.State == "held")} held");
        return report;
    }

    private sealed record Report(string Trail, IReadOnlyList<MonthRow> Months, IReadOnlyList<JsonElement> Findings);

    private sealed record MonthRow(DateOnly Month, long Entries, string State, string? Why, string Rules);
}
