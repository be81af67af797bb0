using Spectre.Console;

namespace PovertyPlatform.Dev.Stack;

/// <summary>Where to go when everything is healthy.</summary>
internal static class Summary
{
    public static void Print(Workplace place, StackRecord stack)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowHeaders = false };
        table.AddColumns("", "");
        table.AddRow("gateway", stack.GatewayUrl);
        table.AddRow("API pages", $"{stack.GatewayUrl}/docs");
        table.AddRow("dashboard", stack.Dashboard ?? "none; ./dev up --dashboard brings one, ./dev trace draws traces without it");
        table.AddRow("logs, traces", $"{place.Short(place.Logs)}, {place.Short(place.Spans)}");
        table.AddRow("hosting", Hosting.Explain(stack.Hosting));
        if (stack.Postgres is { } postgres)
            table.AddRow("servers", $"PostgreSQL 127.0.0.1:{postgres}, RabbitMQ 127.0.0.1:{stack.RabbitMq}");
        table.AddRow("next", "./dev demo · ./dev trace --last · ./dev logs · ./dev down");
        AnsiConsole.Write(table);
    }
}
