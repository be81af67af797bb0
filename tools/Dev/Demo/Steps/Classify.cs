using Spectre.Console;

namespace PovertyPlatform.Dev.Demo.Steps;

/// <summary>The registry computes classes from the answers; one household is explained step by step.</summary>
internal static class Classify
{
    public static async Task Run(Stage stage, StoryYear year, CancellationToken ct)
    {
        stage.Step(2, "Phân loại hộ theo chuẩn nghèo", "classify by the poverty standard in force");
        var page = await stage.Officer.Get<PageOf<HouseholdAnswer>>($"/household/v1/households?communeCode={StoryYear.Commune}&limit=1", ct);
        if (page.Items is not [var household, ..])
            throw new DemoFailure("The registry has no household of the commune.");
        var answer = await stage.Officer.Get<ClassificationAnswer>($"/household/v1/households/{household.Id}/classification?year={year.Year}", ct);
        stage.Say($"Hộ {household.Code}, {household.Head}, {household.Hamlet}: {answer.Explanation.Class}", $"household {household.Code}, explained:");
        foreach (var step in answer.Explanation.Steps.Where(step => step.Outcome is "Matches" or "Fails"))
            stage.Console.MarkupLine($"     {(step.Outcome == "Matches" ? "[green]✓[/]" : "[grey]–[/]")} {Markup.Escape(step.Vi)} [grey]· {Markup.Escape(step.En)}[/]");
    }

    /// <summary>Counts households over all pages.</summary>
    public static async Task<int> Count(Stage stage, string filter, CancellationToken ct)
    {
        var count = 0;
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await stage.Officer.Get<PageOf<HouseholdAnswer>>($"/household/v1/households?communeCode={StoryYear.Commune}{filter}&limit=500&cursor={cursor}", ct);
            count += page.Items.Count;
            cursor = page.Next;
        }

        return count;
    }
}
