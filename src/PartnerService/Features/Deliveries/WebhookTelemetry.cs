using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>What is measured about bells. No URL, no secret, no event data.</summary>
internal sealed class WebhookTelemetry : IDisposable
{
    /// <summary>Name of meter and activity source.</summary>
    public const string Name = "PovertyPlatform.Partner";

    private readonly Meter _meter;
    private readonly Counter<long> _attempts;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _disabled;

    public WebhookTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _attempts = _meter.CreateCounter<long>("webhook.attempts", "{attempt}", "Attempts to ring an endpoint, by outcome");
        _latency = _meter.CreateHistogram<double>("webhook.latency", "s", "Time of an attempt");
        _disabled = _meter.CreateCounter<long>("webhook.disabled", "{endpoint}", "Endpoints given up, by reason");
    }

    public static ActivitySource Spans { get; } = new(Name);

    public void Attempted(string? fault, TimeSpan took)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", fault ?? "heard");
        _attempts.Add(1, outcome);
        _latency.Record(took.TotalSeconds, outcome);
    }

    public void Disabled(string reason) => _disabled.Add(1, new KeyValuePair<string, object?>("reason", reason.Split(':')[0]));

    public void Dispose() => _meter.Dispose();
}
