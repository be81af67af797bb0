using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Running;

/// <summary>What runs now, as a file that other programs read; always whole, because it is replaced and never rewritten.</summary>
internal sealed class StatusFile(string path)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Lock _turn = new();

    public void Write(IEnumerable<ResourceRun> runs, HostingOptions options)
    {
        lock (_turn)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var text = JsonSerializer.Serialize(new
            {
                pid = Environment.ProcessId,
                resources = runs.Select(run => new
                {
                    name = run.Resource.Name,
                    state = run.State,
                    since = run.Since,
                    url = run.Resource.Endpoints.FirstOrDefault()?.Url,
                    pid = run.Pid,
                    exitCode = run.ExitCode,
                    reason = run.Reason,
                    log = options.LogFile(run.Resource.Name),
                }),
            }, Format);
            File.WriteAllText(path + ".new", text);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    public void Remove()
    {
        lock (_turn)
            File.Delete(path);
    }
}
