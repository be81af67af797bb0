namespace PovertyPlatform.Dev.Demo;

/// <summary>The story of one mountain commune, from its workbook to the province's report.</summary>
internal static class DemoStory
{
    /// <summary>Runs it; 0 when every count agrees.</summary>
    public static Task<int> Run(DemoSetting setting, CancellationToken ct)
    {
        _ = (setting, ct);
        throw new DevException("The demo's story is not part of this build.");
    }
}
