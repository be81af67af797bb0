using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace PovertyPlatform.OfflineHostingTests;

/// <summary>A folder, a journal and a builder for one test; runs the application until told to stop.</summary>
public sealed class Playground : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public string Folder { get; } = Directory.CreateTempSubdirectory("offline-hosting").FullName;

    public string Journal => Path.Combine(Folder, "journal.txt");

    public IDistributedApplicationBuilder Builder(params string[] settings) => DistributedApplication.CreateBuilder([$"--OfflineHosting:Folder={Folder}", .. settings]);

    public IResourceBuilder<ProjectResource> Service(IDistributedApplicationBuilder builder, string name) => builder.AddProject<TestChild>(name)
        .WithArgs("child", "serve").WithHttpEndpoint().WithHttpHealthCheck("/health").WithEnvironment("CHILD_JOURNAL", Journal);

    public IResourceBuilder<ProjectResource> Step(IDistributedApplicationBuilder builder, string name, int code = 0) => builder.AddProject<TestChild>(name)
        .WithArgs("child", "step", $"{code}").WithEnvironment("CHILD_JOURNAL", Journal);

    public void Start(IDistributedApplicationBuilder builder) => _running = builder.Build().RunAsync(_stop.Token);

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>What happened so far, without process ids.</summary>
    public IReadOnlyList<string> Happened => File.Exists(Journal) ? [.. File.ReadLines(Journal).Select(line => line[..line.LastIndexOf(' ')])] : [];

    public async Task<JsonElement> UntilState(string resource, string state)
    {
        for (var until = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(50))
        {
            if (Resource(resource) is { } found && found.GetProperty("state").GetString() == state)
                return found;
            if (DateTime.UtcNow > until)
                throw new TimeoutException($"{resource} is {Resource(resource)} and not {state}");
        }
    }

    public JsonElement? Resource(string name)
    {
        try
        {
            using var status = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "status.json")));
            return status.RootElement.GetProperty("resources").EnumerateArray().First(resource => resource.GetProperty("name").GetString() == name).Clone();
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stop.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
