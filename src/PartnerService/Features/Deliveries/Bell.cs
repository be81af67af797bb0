using System.Text.Json;
using PovertyPlatform.PartnerService.Data.Webhooks;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Features.Deliveries;

/// <summary>The body of a bell: that something is there, of which kind, and where to fetch it. Nothing that could not lie in a stranger's log.</summary>
internal static class Bell
{
    public static byte[] Of(ClaimedDelivery delivery, string publicUrl) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = delivery.EventId,
        type = delivery.EventType,
        time = delivery.OccurredAt.UtcDateTime,
        subject = delivery.SubjectId,
        link = $"{publicUrl.TrimEnd('/')}/v1/{(delivery.EventType == FeedTypes.Ping ? "webhooks" : "grants")}/{delivery.SubjectId}",
    });
}
