using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.PartnerService.Data.Feed;
using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.PartnerService.Features.Events;

/// <summary>The pull feed: complete, in order, from any place a partner remembers. Webhooks only ring; this is what counts.</summary>
internal static class ReadEvents
{
    private const int UsualLimit = 100;

    public static void Map(RouteGroupBuilder events) => events.MapGet("", Handle).WithName("ReadEvents").RequireScope(Scopes.EventsRead)
        .WithSummary("Events of your areas after a place")
        .WithDescription("Without `after`: from the oldest event kept. Every answer, even an empty one, names the next place in the header `Feed-Next` (and `Link` with rel=next); "
            + "keep it and send it as `after`. `Feed-More: true` means that more may be ready at once. `types` and `communes` are lists separated by commas. "
            + "Events of one grant may come in another order than their `data.version`: the highest version holds. "
            + "410 when the database was restored or the place is too old; `Feed-Next` then says where to go on.");

    private static async Task<Results<CloudEventBatch, Refusal>> Handle(
        HttpContext context, FeedReader feed, AreaScope area, string? after, string? types, string? communes, int? limit, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } refusal)
            return refusal;
        FeedCursor place = default;
        if (!string.IsNullOrEmpty(after) && !FeedCursor.TryRead(after, out place))
            return Refusal.Invalid(new FieldFault("after", "Con trỏ này không phải của luồng sự kiện; hãy gửi đúng giá trị Feed-Next đã nhận.",
                "This is no place of the feed; send the value of Feed-Next as you received it."));
        var wish = EventWish.Read(types, communes, area);
        if (wish.Refusal is not null)
            return wish.Refusal;

        var page = await feed.Read(string.IsNullOrEmpty(after) ? null : place, wish.Filter, limit ?? UsualLimit, ct);
        if (page.Outcome == FeedOutcome.Read)
            return new CloudEventBatch(page);
        CloudEventBatch.PointOn(context, page.Next, page.HasMore);
        return page.Outcome == FeedOutcome.Restored
            ? new Refusal(410, "feed-restored", "Hệ thống đã được khôi phục; hãy đọc tiếp từ Feed-Next, bỏ qua sự kiện đã có theo mã.",
                "The system was restored from a copy; go on from Feed-Next and drop events you have by their id.")
            : new Refusal(410, "feed-expired", "Sự kiện sau vị trí này đã quá cũ và không còn lưu; hãy đọc lại từ Feed-Next và đối chiếu bằng bảng tổng hợp.",
                "Events after this place are too old and no longer kept; start again from Feed-Next and compare with the summary.");
    }
}
