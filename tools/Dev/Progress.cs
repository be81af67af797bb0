using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PovertyPlatform.Dev;

/// <summary>What is going on: a live table on a terminal, a line per change elsewhere.</summary>
internal sealed class Progress
{
    private readonly List<Row> _rows = [];
    private readonly Lock _turn = new();

    /// <summary>True when somebody watches.</summary>
    public static bool IsWatched => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>Runs the work while its rows are shown.</summary>
    public static async Task Show(Func<Progress, Task> work)
    {
        var progress = new Progress();
        if (!IsWatched)
        {
            await work(progress);
            return;
        }

        await AnsiConsole.Live(new Text("")).AutoClear(false).StartAsync(async live =>
        {
            var running = work(progress);
            while (await Task.WhenAny(running, Task.Delay(120)) != running)
                live.UpdateTarget(progress.Draw());
            live.UpdateTarget(progress.Draw());
            await running;
        });
    }

    /// <summary>Runs a piece of work as one row; the row tells what the work says and how it ended.</summary>
    public async Task Step(string name, Func<Action<string>, Task> work)
    {
        Set(name, "running", "");
        try
        {
            await work(said => Set(name, "running", said));
            Set(name, "done", null);
        }
        catch
        {
            Set(name, "failed", null);
            throw;
        }
    }

    /// <summary>Says how a row stands; a null detail keeps the last one.</summary>
    public void Set(string name, string state, string? detail)
    {
        lock (_turn)
        {
            var row = _rows.Find(other => other.Name == name);
            if (row is null)
                _rows.Add(row = new Row(name));
            var changed = row.State != state;
            (row.State, row.Detail) = (state, detail ?? row.Detail);
            if (changed && state is not ("running" or "waiting" or "starting"))
                row.Clock.Stop();
            if (changed && !IsWatched && state is not ("waiting" or "starting"))
                AnsiConsole.WriteLine($"{name,-20} {(state == "running" ? "..." : state),-9} {(state == "running" ? "" : $"{row.Clock.Elapsed.TotalSeconds,5:0.0} s  {row.Detail}")}");
        }
    }

    private Table Draw()
    {
        lock (_turn)
        {
            var table = new Table { Border = TableBorder.None, ShowHeaders = false };
            table.AddColumns(new TableColumn("").NoWrap(), new TableColumn("").NoWrap(), new TableColumn("").RightAligned(), new TableColumn(""));
            foreach (var row in _rows)
                table.AddRow((IRenderable)new Markup(Sign(row.State)), new Text(row.Name), new Text($"{row.Clock.Elapsed.TotalSeconds:0.0} s"), new Text(row.Detail, Style.Parse("grey")) { Overflow = Overflow.Ellipsis });
            return table;
        }
    }

    private static string Sign(string state) => state switch
    {
        "done" or "healthy" or "finished" => "[green]✓[/]",
        "failed" or "unhealthy" => "[red]✗[/]",
        "waiting" => "[grey]·[/]",
        _ => "[yellow]…[/]",
    };

    private sealed class Row(string name)
    {
        public string Name { get; } = name;

        public string State { get; set; } = "";

        public string Detail { get; set; } = "";

        public Stopwatch Clock { get; } = Stopwatch.StartNew();
    }
}
