using PovertyPlatform.PartnerService.Domain.Feed;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.PartnerService.Features.Events;

/// <summary>What a reader asked for, or why it cannot be.</summary>
internal readonly record struct EventWish(FeedFilter Filter, Refusal? Refusal)
{
    public static EventWish Read(string? types, string? communes, AreaScope area)
    {
        var filter = new FeedFilter(area, Split(types), Split(communes));
        return new EventWish(filter, WishCheck.Types(filter.Types) ?? WishCheck.Communes(filter.Communes, area));
    }

    private static string[] Split(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray() ?? [];
}
