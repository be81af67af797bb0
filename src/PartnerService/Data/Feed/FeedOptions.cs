using System.ComponentModel.DataAnnotations;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>Bounds of the feed (configuration section <c>Feed</c>).</summary>
public sealed class FeedOptions
{
    /// <summary>Days for which events are kept; a reader that stays away longer must start again.</summary>
    [Range(7, 4000)]
    public int KeptDays { get; set; } = 400;

    /// <summary>Most rows that one page looks at, however few of them are the reader's.</summary>
    [Range(1, 1_000_000)]
    public int LookedAtPerPage { get; set; } = 20_000;
}
