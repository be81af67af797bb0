using System.Net;
using System.Net.Mime;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;

namespace PovertyPlatform.PartnerServiceTests.Events;

/// <summary>A bank's program that reads the feed with an independent CloudEvents library.</summary>
internal sealed class FeedClient(HttpClient http)
{
    private static readonly CloudEventAttribute[] Extensions =
    [
        CloudEventAttribute.CreateExtension("partitionkey", CloudEventAttributeType.String),
        CloudEventAttribute.CreateExtension("traceparent", CloudEventAttributeType.String),
    ];

    public string? Place { get; set; }

    public bool HasMore { get; private set; }

    /// <summary>Reads one page and remembers the place behind it.</summary>
    public async Task<IReadOnlyList<CloudEvent>> Poll(string query = "")
    {
        using var response = await http.GetAsync($"/v1/events?{query}{(Place is null ? "" : $"&after={Place}")}");
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(body));
        var type = response.Content.Headers.ContentType!.ToString();
        Assert.Equal("application/cloudevents-batch+json", type);
        Place = Assert.Single(response.Headers.GetValues("Feed-Next"));
        HasMore = Assert.Single(response.Headers.GetValues("Feed-More")) == "true";
        Assert.Contains($"after={Place}", Assert.Single(response.Headers.GetValues("Link")), StringComparison.Ordinal);
        var events = new JsonEventFormatter().DecodeBatchModeMessage(body, new ContentType(type), Extensions);
        Assert.All(events, cloudEvent => Assert.True(cloudEvent.IsValid));
        return events;
    }

    /// <summary>Reads pages until the feed says that there is no more.</summary>
    public async Task<List<CloudEvent>> PollAll(string query = "")
    {
        var all = new List<CloudEvent>();
        do
            all.AddRange(await Poll(query));
        while (HasMore);
        return all;
    }
}
