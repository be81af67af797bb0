using System.Diagnostics;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Seeding;

/// <summary>Runs tools/Seed as people do.</summary>
internal static class SeedTool
{
    public static async Task<(int Code, string Said)> Run(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(Approved.Root, "tools", "Seed", "bin", configuration, "net10.0", "Seed.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = Approved.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Protection__KeyFile"] = TestKeys.File },
        })!;
        var complained = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await complained);
    }
}
