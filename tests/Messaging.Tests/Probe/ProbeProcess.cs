namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>One service as a process of its own, for tests that kill it.</summary>
internal static class ProbeProcess
{
    public static async Task<int> Run(string role)
    {
        var builder = ProbeService.Builder(role,
            Environment.GetEnvironmentVariable("PROBE_DATABASE")!, Environment.GetEnvironmentVariable("PROBE_MESSAGING")!);
        await using var app = ProbeService.Build(builder);
        await app.RunAsync();
        return 0;
    }
}
