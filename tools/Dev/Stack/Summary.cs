using System.Text.Json;
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
        table.AddRow("dashboard", stack.Dashboard ?? "none: ./dev up --dashboard brings one, ./dev trace draws traces without it");
        table.AddRow("logs, traces", $"{place.Short(place.Logs)}, {place.Short(place.Spans)}");
        table.AddRow("hosting", Hosting.Explain(stack.Hosting));
        table.AddRow("servers", $"{(stack.Containers ? "containers" : "private servers")}: PostgreSQL localhost:{stack.Postgres} (user postgres), RabbitMQ localhost:{stack.RabbitMq} (platform/platform)");
        table.AddRow("next", "./dev demo · ./dev trace --last · ./dev logs · ./dev down");
        AnsiConsole.Write(table);
        PrintCredentials(place);
        PrintOfficers(place);
    }

    private static void PrintCredentials(Workplace place)
    {
        var file = Path.Combine(place.Identity, "credentials.json");
        if (!File.Exists(file))
            return;
        var clients = JsonSerializer.Deserialize<List<Client>>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? [];
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"sample clients (made on this machine: {place.Short(file)}); token: POST /connect/token") };
        table.AddColumns("client_id", "client_secret", "areas", "");
        foreach (var client in clients)
            table.AddRow(new Text(client.ClientId), new Text(client.Secret ?? "private key in the file"), new Text(string.Join(' ', client.Areas ?? [])), new Text(client.Description ?? ""));
        AnsiConsole.Write(table);
    }

    private static void PrintOfficers(Workplace place)
    {
        var file = Path.Combine(place.Identity, "officers.json");
        if (!File.Exists(file))
            return;
        var officers = JsonSerializer.Deserialize<List<Officer>>(File.ReadAllText(file), JsonSerializerOptions.Web) ?? [];
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"sample officers (made on this machine: {place.Short(file)}); sign-in: /account/sign-in") };
        table.AddColumns("user name", "password", "key of the second factor", "");
        foreach (var officer in officers)
            table.AddRow(new Text(officer.UserName), new Text(officer.Password), new Text(officer.TotpSecret), new Text(officer.Description ?? ""));
        AnsiConsole.Write(table);
    }

    private sealed record Officer(string UserName, string Password, string TotpSecret, string? Description);

    private sealed record Client(string ClientId, string? Secret, IReadOnlyList<string>? Areas, string? Description);
}
