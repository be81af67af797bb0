using System.Globalization;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo;

/// <summary>Everything the demo counted, beside what it should have been. One disagreement makes the demo fail.</summary>
internal sealed class Ledger
{
    private readonly List<(string Vi, string En, string Expected, string Counted)> lines = [];

    public int Disagreements => lines.Count(line => line.Expected != line.Counted);

    public void Compare(string vi, string en, decimal expected, decimal counted) => lines.Add((vi, en, Text(expected), Text(counted)));

    public void Compare(string vi, string en, string expected, string counted) => lines.Add((vi, en, expected, counted));

    public void Print(IAnsiConsole console)
    {
        var table = new Table().RoundedBorder().AddColumns("", "Nội dung", "What", "Phải là / expected", "Đếm được / counted");
        table.Columns[3].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var (vi, en, expected, counted) in lines)
            table.AddRow(expected == counted ? "[green]✓[/]" : "[red]✗[/]", Markup.Escape(vi), Markup.Escape(en), Markup.Escape(expected), Markup.Escape(counted));
        console.Write(table);
    }

    private static string Text(decimal number) => number.ToString("#,0.##", CultureInfo.GetCultureInfo("vi-VN"));
}
