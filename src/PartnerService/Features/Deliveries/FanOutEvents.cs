using Npgsql;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>
/// Reads the feed for each listening endpoint from its own place and makes bells of what it finds. Outside the consumer, so that a slow or forgotten endpoint
/// never stands in the way of an event.
/// </summary>
internal sealed partial class FanOutEvents(FeedReader feed, EndpointFanOut endpoints, Doorbell doorbell, TimeProvider clock, ILogger<FanOutEvents> logger) : BackgroundService
{
    private const int EventsPerPage = 500;
    private const int PagesPerTurn = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    /// <summary>One look at all endpoints; true when there may be more at once.</summary>
    public async Task<bool> Round(CancellationToken ct)
    {
        var more = false;
        FeedCursor? head = null;
        foreach (var endpoint in await endpoints.Listening(ct))
        {
            head ??= await feed.Newest(ct);
            if (!FeedCursor.TryRead(endpoint.Cursor, out var place) || place.History != head.Value.History || place.IsBehind(head.Value))
                more |= await FanOut(endpoint, place, ct);
        }

        return more;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                more = await Round(stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                Waiting(logger, failure.GetType().Name);
            }

            if (!more)
                await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task<bool> FanOut(ListeningEndpoint endpoint, FeedCursor place, CancellationToken ct)
    {
        for (var pages = 0; pages < PagesPerTurn; pages++)
        {
            var page = await feed.Read(place, endpoint.Filter, EventsPerPage, ct);
            // A place whose events are gone: bells for a year ago help nobody.
            var next = page.Outcome == FeedOutcome.Expired ? await feed.End(ct) : page.Next;
            if (!await endpoints.Advance(endpoint, next, page.Rows, clock.GetUtcNow(), ct))
                return false;
            if (page.Rows.Count > 0)
                doorbell.Wake();
            if (!page.HasMore || page.Outcome == FeedOutcome.Expired)
                return false;
            place = next;
            endpoint = endpoint with { Cursor = next.ToString() };
        }

        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed cannot be read for webhooks: {Exception}; trying again")]
    private static partial void Waiting(ILogger logger, string exception);
}
