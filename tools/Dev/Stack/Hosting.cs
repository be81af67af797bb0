namespace PovertyPlatform.Dev.Stack;

/// <summary>Which way the AppHost starts: with Aspire where its packages restore, offline elsewhere.</summary>
internal static class Hosting
{
    /// <summary>"aspire" or "offline"; the answer is kept until AppHost.csproj or the versions change. DEV_HOSTING decides without asking.</summary>
    public static async Task<string> Choose(Workplace place, Action<string> heard, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("DEV_HOSTING") is { Length: > 0 } wish)
            return wish is "aspire" or "offline" ? wish : throw new DevException($"DEV_HOSTING is '{wish}'; it may be aspire or offline.");
        var project = place.At("src", "AppHost", "AppHost.csproj");
        var kept = Path.Combine(place.Data, "build", "hosting.txt");
        var asked = $"{File.GetLastWriteTimeUtc(project).Ticks} {File.GetLastWriteTimeUtc(place.At("Directory.Packages.props")).Ticks}";
        if (File.Exists(kept) && (await File.ReadAllLinesAsync(kept, ct)) is [var before, var answer] && before == asked)
            return answer;
        heard("asking for Aspire's packages");
        var restored = await Shell.RunLogged(
            Shell.Dotnet, ["restore", project, "-p:OfflineHosting=false", "-v", "quiet", "-nologo", "-nodeReuse:false"], place.LogFile("hosting"), ct,
            new Dictionary<string, string> { ["OfflineHosting"] = "false" }) == 0;
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllLinesAsync(kept, [asked, restored ? "aspire" : "offline"], ct);
        return restored ? "aspire" : "offline";
    }

    /// <summary>The answer last given, or null.</summary>
    public static string? Known(Workplace place) =>
        Path.Combine(place.Data, "build", "hosting.txt") is var kept && File.Exists(kept) ? File.ReadLines(kept).Skip(1).FirstOrDefault() : null;

    public static string Explain(string hosting) => hosting == "aspire"
        ? "Aspire (its packages restore here)"
        : "OfflineHosting (Aspire's packages are not served here; same AppHost.cs, plain processes)";
}
