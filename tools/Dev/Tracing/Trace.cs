using System.Text.Json;

namespace PovertyPlatform.Dev.Tracing;

/// <summary>A finished span, as services write it.</summary>
internal sealed record Span(string TraceId, string SpanId, string? ParentId, string Service, string Name, string Kind, DateTimeOffset Start, double Milliseconds, string Status);

/// <summary>All spans of one trace.</summary>
internal sealed class Trace
{
    private static readonly string[] Colours = ["aqua", "green", "yellow", "fuchsia", "dodgerblue1", "orange1"];
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private Trace(string id, IEnumerable<Span> spans)
    {
        Id = id;
        Spans = [.. spans.OrderBy(span => span.Start)];
        Services = [.. Spans.Select(span => span.Service).Distinct()];
    }

    public string Id { get; }

    /// <summary>Spans by start.</summary>
    public IReadOnlyList<Span> Spans { get; }

    /// <summary>Services in the order the trace reached them.</summary>
    public IReadOnlyList<string> Services { get; }

    public string Name => Spans[0].Name;

    public DateTimeOffset Start => Spans[0].Start;

    public double Milliseconds => (Spans.Max(span => span.Start.AddMilliseconds(span.Milliseconds)) - Start).TotalMilliseconds;

    /// <summary>True for what a service does by itself, for example a look for new rows: no request began it, and nothing follows.</summary>
    public bool IsBackground => Spans.All(span => span is { ParentId: null, Kind: "Client" });

    public string ColourOf(string service) => Colours[Services.ToList().IndexOf(service) % Colours.Length];

    /// <summary>Every trace in the folder, newest first.</summary>
    public static IReadOnlyList<Trace> ReadAll(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*.jsonl").SelectMany(Read).GroupBy(span => span.TraceId)
            .Select(spans => new Trace(spans.Key, spans)).OrderByDescending(trace => trace.Start),
    ];

    private static IEnumerable<Span> Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
            if (Parse(line) is { } span)
                yield return span;
    }

    /// <summary>Null for a line that is still being written.</summary>
    private static Span? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Span>(line, Format);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
