using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;

namespace PovertyPlatform.ServiceDefaults.Telemetry;

/// <summary>Writes finished spans as JSON lines into a folder, one file per service, for machines without a telemetry server; <c>./dev trace</c> draws them.</summary>
/// <param name="folder">Folder of the files.</param>
/// <param name="service">Service name, also the file name.</param>
public sealed class SpanFileExporter(string folder, string service) : BaseExporter<Activity>
{
    private readonly string _path = Path.Combine(folder, $"{service}.jsonl");

    /// <inheritdoc />
    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            using var writer = new StreamWriter(file);
            foreach (var span in batch)
                writer.WriteLine(JsonSerializer.Serialize(new
                {
                    traceId = span.TraceId.ToString(),
                    spanId = span.SpanId.ToString(),
                    parentId = span.ParentSpanId == default ? null : span.ParentSpanId.ToString(),
                    service,
                    name = span.DisplayName,
                    kind = span.Kind.ToString(),
                    start = span.StartTimeUtc,
                    milliseconds = span.Duration.TotalMilliseconds,
                    status = span.Status.ToString(),
                }));
            return ExportResult.Success;
        }
        catch (IOException)
        {
            return ExportResult.Failure;
        }
    }
}
