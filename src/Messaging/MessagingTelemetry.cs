using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PovertyPlatform.Messaging;

/// <summary>Spans and meters of messaging; both are called <c>PovertyPlatform.Messaging</c>.</summary>
internal static class MessagingTelemetry
{
    public const string Name = "PovertyPlatform.Messaging";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>Rows in one round of the relay.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("relay.batch_size", "{event}", "Events published in one round of the relay");

    /// <summary>From the last publish of a round to the last confirm.</summary>
    public static readonly Histogram<double> ConfirmLatency = Meter.CreateHistogram<double>("relay.confirm_latency", "ms", "Time until the broker confirmed a round");

    /// <summary>The honest lag, end to end: now minus the instant of the decision, when the effect is committed.</summary>
    public static readonly Histogram<double> EventAge = Meter.CreateHistogram<double>("event.age", "ms", "Age of an event when its effect is committed");

    public static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("inbox.duplicates", "{event}", "Events that a consumer had handled already");

    public static readonly Counter<long> Faults = Meter.CreateCounter<long>("fault.count", "{event}", "Events moved to an error queue");

    public static readonly Counter<long> Parked = Meter.CreateCounter<long>("event.parked", "{event}", "Events set aside because something had not arrived");

    public static readonly Counter<long> NotTaken = Meter.CreateCounter<long>("relay.not_taken", "{event}", "Events the broker refused or gave back; each is tried again");

    private static double _oldestAge;
    private static double _xminAge;

    static MessagingTelemetry()
    {
        Meter.CreateObservableGauge("outbox.oldest_age", () => Volatile.Read(ref _oldestAge), "s", "Age of the oldest event that is not published");
        Meter.CreateObservableGauge("outbox.xmin_age", () => Volatile.Read(ref _xminAge), "s", "How long one writing transaction has been holding back all relays of the server");
    }

    public static void Observe(double oldestAge, double xminAge)
    {
        Volatile.Write(ref _oldestAge, oldestAge);
        Volatile.Write(ref _xminAge, xminAge);
    }
}
