using PovertyPlatform.Dev.Demo.Steps;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo;

/// <summary>The story of one mountain commune, from its workbook to the province's report, told through the gateway only.</summary>
internal static class DemoStory
{
    /// <summary>Runs it; 0 when every count agrees.</summary>
    public static async Task<int> Run(DemoSetting setting, CancellationToken ct)
    {
        var console = AnsiConsole.Console;
        try
        {
            using var stage = new Stage(setting, console);
            return await Tell(stage, ct);
        }
        catch (DemoFailure failure)
        {
            console.MarkupLine($"[red]{Markup.Escape(failure.Message)}[/]");
        }
        catch (HttpRequestException away)
        {
            console.MarkupLine($"[red]{Markup.Escape($"{setting.Gateway} does not answer: {away.Message}")}[/] Start the system with ./dev up --detach.");
        }

        return 1;
    }

    private static async Task<int> Tell(Stage stage, CancellationToken ct)
    {
        stage.Console.MarkupLine("[bold]Xã Púng Luông, tỉnh Lào Cai[/] [grey]· a mountain commune; every person is invented[/]");
        await using var bell = await BankBell.Hang(stage, ct);
        foreach (var year in stage.Years)
        {
            var trace = stage.BeginTrace();
            await ImportWorkbook.Run(stage, year, ct);
            await Classify.Run(stage, year, ct);
            var isNew = await RecogniseList.Run(stage, year, ct);
            if (isNew)
                stage.Remember(trace);
            await CountGrants.Run(stage, year, isNew, ct);
        }

        var events = await ReadFeed.Run(stage, ct);
        await bell.Compare(stage, events, ct);
        await ReadReport.Run(stage, ct);

        stage.Console.WriteLine();
        stage.Ledger.Print(stage.Console);
        if (stage.RememberedTrace is { } story)
            stage.Console.MarkupLine($"   Vết · trace: [bold]./dev trace {story}[/] [grey]· từ tệp tải lên đến báo cáo · from the upload to the last projection[/]");
        stage.Console.MarkupLine(stage.Ledger.Disagreements == 0
            ? "[green]Mọi con số khớp nhau. · All counts agree.[/]"
            : $"[red]{stage.Ledger.Disagreements} con số không khớp. · counts disagree.[/]");
        return stage.Ledger.Disagreements == 0 ? 0 : 1;
    }
}
