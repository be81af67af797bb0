using System.Text.Json;

namespace PovertyPlatform.Dev.Stack;

/// <summary>State of one resource, as the AppHost writes it.</summary>
/// <param name="Name">Name of the resource.</param>
/// <param name="State">waiting, starting, healthy, unhealthy, finished, failed, stopped.</param>
/// <param name="Since">When it became so.</param>
/// <param name="Url">Its address, or null.</param>
/// <param name="Reason">Why it failed, or null.</param>
/// <param name="Log">Its log file.</param>
internal sealed record ResourceStatus(string Name, string State, DateTimeOffset Since, string? Url, string? Reason, string Log)
{
    public bool IsReady => State is "healthy" or "finished";

    public bool HasFailed => State is "failed";
}

/// <summary>State of all resources.</summary>
/// <param name="Pid">Process of the AppHost that wrote it.</param>
/// <param name="Resources">The resources in the order of AppHost.cs.</param>
internal sealed record Status(int Pid, IReadOnlyList<ResourceStatus> Resources)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public static Status? Read(Workplace place)
    {
        try
        {
            return JsonSerializer.Deserialize<Status>(File.ReadAllText(place.StatusFile), Format);
        }
        catch (Exception absent) when (absent is IOException or JsonException)
        {
            return null;
        }
    }
}
