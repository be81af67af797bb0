using System.CommandLine;
using System.Text.Json;
using PovertyPlatform.Dev.Stack;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev verify-audit</c>: holds every service's audit trail against the seals that were copied outside its database.</summary>
internal static class VerifyAuditCommand
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["altered"] = "entry altered",
        ["removed"] = "entry removed",
        ["inserted"] = "entry inserted",
        ["range"] = "entries changed, and their digests too",
        ["seal-missing"] = "seal removed",
        ["seal-altered"] = "seal altered",
        ["signature"] = "signed by an unknown key",
        ["chain"] = "does not continue the chain",
        ["ending-missing"] = "proof of an ended month removed",
        ["ending-altered"] = "proof of an ended month altered",
        ["ending-signature"] = "month ended under an unknown key",
        ["ending-chain"] = "proof of an ended month does not continue the chain",
        ["ending-rule"] = "month ended without a rule in force",
        ["ending-content"] = "month ended with other entries than its proof says",
    };

    public static Command Create()
    {
        var command = new Command("verify-audit", "Verifies every audit trail of the running system against the copies of its seals; fails when anything was changed.");
        command.SetAction((_, ct) => Run(Workplace.Here, ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, CancellationToken ct)
    {
        var stack = StackRecord.Running(place);
        var reports = new List<Report>();
        await Progress.Show(async progress =>
        {
            foreach (var (project, database) in Servers.Owners)
                await progress.Step(project, async say => reports.Add(await Verify(place, stack, project, database, say, ct)));
        });
        var trails = new Table().AddColumns("trail", "result").AddColumn(new TableColumn("seals").RightAligned())
            .AddColumn(new TableColumn("entries").RightAligned()).AddColumn(new TableColumn("not yet sealed").RightAligned())
            .AddColumn(new TableColumn("ended by rule").RightAligned());
        foreach (var report in reports)
            trails.AddRow(report.Trail, report.Findings.Count == 0 ? "[green]as sealed[/]" : $"[red]{report.Findings.Count} findings[/]", $"{report.Seals:N0}", $"{report.Entries:N0}", $"{report.Unsealed:N0}",
                report.EndedMonths == 0 ? "" : $"{report.EndedEntries:N0} in {report.EndedMonths} months");
        AnsiConsole.Write(trails);
        if (reports.All(report => report.Findings.Count == 0))
            return 0;
        var findings = new Table().AddColumns("trail", "what", "seal", "sealed at (UTC)", "first entry", "last entry", "this entry");
        foreach (var report in reports)
            foreach (var finding in report.Findings)
                findings.AddRow(report.Trail, $"[red]{Words.GetValueOrDefault(finding.Kind, finding.Kind)}[/]", $"{finding.Seal}", $"{finding.SealedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                    finding.First, finding.Last, finding.Place ?? "");
        AnsiConsole.Write(findings);
        AnsiConsole.WriteLine("Entries are named transaction:position (columns tx and position of audit.entry).");
        return 1;
    }

    private static async Task<Report> Verify(Workplace place, StackRecord stack, string project, string database, Action<string> say, CancellationToken ct)
    {
        var log = place.LogFile($"verify-audit-{project}");
        var environment = new Dictionary<string, string>
        {
            [$"ConnectionStrings__{database}"] = stack.Database(database),
            ["ConnectionStrings__messaging"] = stack.Broker,
            ["Audit__Folder"] = place.Audit,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
        };
        say("verifying");
        string? answer = null;
        var code = await Shell.RunLogged(Shell.Dotnet, [place.Assembly($"src/{project}"), "verify-audit"], log, ct, environment, line => answer = line.StartsWith('{') ? line : answer);
        if (code > 1 || answer is null)
            throw new DevException($"The trail of {project} could not be verified.\n{AppHost.Tail(log)}\nLog: {place.Short(log)}");
        var report = JsonSerializer.Deserialize<Report>(answer, JsonSerializerOptions.Web)!;
        say(report.Findings.Count == 0 ? $"{report.Entries:N0} entries as sealed" : $"{report.Findings.Count} findings");
        return report;
    }

    private sealed record Report(string Trail, int Seals, long Entries, long Unsealed, IReadOnlyList<Finding> Findings, int EndedMonths, long EndedEntries);

    private sealed record Finding(string Kind, long Seal, string First, string Last, string? Place, long Entries, DateTimeOffset SealedAt);
}
