using System.Text.Json;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Review;

/// <summary>The review of a commune in 2026, from the plan to the certificates, told through the gateway by the people who take its steps.</summary>
internal static class ReviewStory
{
    private const string Api = "/household/v1";

    /// <summary>Runs it; 0 when every count agrees. Told before, it only shows what came of it.</summary>
    public static async Task<int> Run(DemoSetting setting, CancellationToken ct)
    {
        var console = AnsiConsole.Console;
        try
        {
            using var cast = new Cast(setting, console);
            return await Tell(cast, ct);
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

    private static async Task<int> Tell(Cast cast, CancellationToken ct)
    {
        cast.Console.MarkupLine("[bold]Xã Chế Tạo, tỉnh Lào Cai: rà soát năm 2026[/] [grey]· the review of 2026; every person is invented[/]");
        var lists = await cast.Officer.Get<JsonElement>($"{Api}/lists?communeCode={Village.Commune}&year=2026", ct);
        if (!lists.GetProperty("items").EnumerateArray().Any(list => list.GetProperty("state").GetString() == "Recognised"))
            await Live(cast, ct);
        else
            cast.Say($"Cuộc rà soát đã được kể trước đây; dưới đây là kết quả.", $"The review was told before; this is what came of it.");
        var offer = await Departure.Move(cast, ct);
        await Departure.Follow(cast, offer, ct);
        await Outcome.Show(cast, ct);
        cast.Console.WriteLine();
        cast.Ledger.Print(cast.Console);
        cast.Console.MarkupLine(cast.Ledger.Disagreements == 0 ? "[green]Mọi con số khớp nhau. · All counts agree.[/]" : $"[red]{cast.Ledger.Disagreements} con số không khớp. · counts disagree.[/]");
        return cast.Ledger.Disagreements == 0 ? 0 : 1;
    }

    private static async Task Live(Cast cast, CancellationToken ct)
    {
        var homes = await Before.ListOf2025(cast, ct);
        var review = await Before.Plan(cast, ct);
        homes[0] = await Before.Split(cast, homes, ct);
        await Visits.ListAndAsk(cast, review, homes, ct);
        await Visits.VisitAll(cast, review, homes, ct);
        await Meetings.Hold(cast, review, homes, ct);
        await Postings.PostAndHear(cast, review, homes, ct);
        await Decision.Take(cast, review, ct);
    }
}

/// <summary>The review with the two who visit.</summary>
/// <param name="Cycle">The review.</param>
/// <param name="First">Reviewer who signs in.</param>
/// <param name="Second">Reviewer whose visits the officer records.</param>
internal sealed record ReviewInHand(Guid Cycle, Guid First, Guid Second);
