using System.Collections;
using Aspire.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace PovertyPlatform.OfflineHostingTests;

/// <summary>What the tests run as a child process; each writes what happens to it into a journal that all share.</summary>
internal static class Child
{
    private static string Name => Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") ?? "host";

    public static Task<int> Run(string[] arguments) => arguments switch
    {
        ["step", var code] => Task.FromResult(Step(int.Parse(code, System.Globalization.CultureInfo.InvariantCulture))),
        ["serve"] => Serve(),
        ["host", var folder, var journal] => Host(folder, journal),
        _ => Task.FromResult(99),
    };

    /// <summary>A step takes a moment, as real ones do, and ends with the code it was given.</summary>
    private static int Step(int code)
    {
        Write("began");
        Thread.Sleep(300);
        Console.WriteLine("a line of the step");
        Console.Error.WriteLine("a complaint of the step");
        Write($"ended {code}");
        return code;
    }

    /// <summary>A service is healthy at the third question, answers its environment, and ends at SIGTERM.</summary>
    private static async Task<int> Serve()
    {
        Write("began");
        var questions = 0;
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/health", () =>
        {
            if (++questions == 3)
                Write("healthy");
            return questions < 3 ? Results.StatusCode(503) : Results.Ok();
        });
        app.MapGet("/environment", () => string.Join('\n', Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => $"{variable.Key}={variable.Value}")));
        app.Lifetime.ApplicationStopping.Register(() => Write("stopped"));
        await app.RunAsync();
        return 0;
    }

    /// <summary>A host with one service, for the test that kills it.</summary>
    private static async Task<int> Host(string folder, string journal)
    {
        var builder = DistributedApplication.CreateBuilder([$"--OfflineHosting:Folder={folder}"]);
        builder.AddProject<TestChild>("orphan").WithArgs("child", "serve").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("CHILD_JOURNAL", journal);
        await builder.Build().RunAsync();
        return 0;
    }

    private static void Write(string what)
    {
        using var file = new FileStream(Environment.GetEnvironmentVariable("CHILD_JOURNAL")!, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using var writer = new StreamWriter(file);
        writer.WriteLine($"{Name} {what} {Environment.ProcessId}");
    }
}
