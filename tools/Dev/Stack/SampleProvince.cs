namespace PovertyPlatform.Dev.Stack;

/// <summary>The invented province that fills an empty system on its first start.</summary>
internal static class SampleProvince
{
    private static string Mark(Workplace place) => Path.Combine(place.Data, "sample.loaded");

    public static bool IsLoaded(Workplace place) => File.Exists(Mark(place));

    public static Task Load(Workplace place, StackRecord stack, Action<string> say, CancellationToken ct)
    {
        _ = (stack, ct);
        say("tools/Seed has no sample province yet");
        File.WriteAllText(Mark(place), "");
        return Task.CompletedTask;
    }
}
