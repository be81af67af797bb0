using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PovertyPlatform.MessagingTests.Probe;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.MessagingTests;

/// <summary>What can be watched: one trace from the decision to the second hop, and the meters.</summary>
[Collection(RunningStage.Name)]
public sealed class TraceTests(RunningStage stage)
{
    [Fact]
    public async Task OneTrace_RunsFromTheDecisionToTheSecondHop()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "PovertyPlatform.Messaging" or "PovertyPlatform.Test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("PovertyPlatform.Test");
        ActivityTraceId trace;
        ThingDecided decided;
        using (var request = source.StartActivity("POST /v1/things", ActivityKind.Server)!)
        {
            trace = request.TraceId;
            decided = await Stage.Decide(stage.Producer);
        }

        string[] expected =
        [
            "POST /v1/things",
            "publish probe.thing-decided.v1", "consume echo.thing-decided", "consume echo.newest",
            "publish echo.thing-answered.v1", "consume probe.answer",
        ];
        var found = await Eventually.Get(() => Task.FromResult(spans.Where(span => span.TraceId == trace).ToList()), list => list.Count >= expected.Length);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(span => span.DisplayName).Order(StringComparer.Ordinal));
        var byName = found.ToDictionary(span => span.DisplayName);
        Assert.Equal(byName["POST /v1/things"].SpanId, byName["publish probe.thing-decided.v1"].ParentSpanId);
        Assert.Equal(byName["publish probe.thing-decided.v1"].SpanId, byName["consume echo.newest"].ParentSpanId);
        Assert.Equal(byName["consume echo.thing-decided"].SpanId, byName["publish echo.thing-answered.v1"].ParentSpanId);
        Assert.Equal(byName["publish echo.thing-answered.v1"].SpanId, byName["consume probe.answer"].ParentSpanId);
        Assert.DoesNotContain(found.SelectMany(span => span.TagObjects), tag => tag.Value is string text && text.Contains(decided.SubjectId.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Meters_TellAgeBatchesAndDuplicates()
    {
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "PovertyPlatform.Messaging") self.EnableMeasurementEvents(instrument); } };
        void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state) where T : struct, IConvertible => seen[instrument.Name] = value.ToDouble(null);
        listener.SetMeasurementEventCallback<double>(Keep);
        listener.SetMeasurementEventCallback<int>(Keep);
        listener.SetMeasurementEventCallback<long>(Keep);
        listener.Start();
        var decided = await Stage.Decide(stage.Producer);
        await Eventually.Equals(1L, () => stage.Effects(decided.SubjectId));
        await stage.Send(RunningStage.Business, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(decided, System.Text.Json.JsonSerializerOptions.Web));
        await Eventually.Get(() => Task.FromResult(seen.ContainsKey("inbox.duplicates")), done => done);
        listener.RecordObservableInstruments();
        foreach (var name in new[] { "relay.batch_size", "relay.confirm_latency", "event.age", "outbox.oldest_age", "outbox.xmin_age" })
            Assert.True(seen.ContainsKey(name), $"{name} was not measured; measured were {string.Join(", ", seen.Keys)}");
        Assert.InRange(seen["event.age"], 0, 20_000);
    }
}
