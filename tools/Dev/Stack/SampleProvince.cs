namespace PovertyPlatform.Dev.Stack;

/// <summary>The small invented province that fills an empty system on its first start.</summary>
internal static class SampleProvince
{
    private static string Mark(Workplace place) => Path.Combine(place.Data, "sample.loaded");

    public static bool IsLoaded(Workplace place) => File.Exists(Mark(place));

    public static async Task Load(Workplace place, StackRecord stack, Action<string> say, CancellationToken ct)
    {
        say("invented households of province 15");
        var log = place.LogFile("sample");
        var code = await Shell.RunLogged(Shell.Dotnet, [place.Assembly("tools/Seed"), "province", "--sample", "--registry", stack.Database("registrydb"), "--keys", place.Keys], log, ct);
        if (code != 0)
            throw new DevException($"The sample province could not be loaded.\n{AppHost.Tail(log)}\nLog: {place.Short(log)}. ./dev up --no-sample starts without it.");
        await File.WriteAllTextAsync(Mark(place), "", ct);
    }
}
