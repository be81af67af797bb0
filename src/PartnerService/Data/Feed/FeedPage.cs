using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerService.Data.Feed;

/// <summary>An event as it leaves.</summary>
public sealed record FeedRow(
    ulong Tx, long Position, DateOnly RecordedOn, Guid EventId, string Type, Guid SubjectId, DateTimeOffset OccurredAt, string? Traceparent, string Data);

/// <summary>How a reading ended.</summary>
public enum FeedOutcome
{
    /// <summary>Complete up to <see cref="FeedPage.Next"/>.</summary>
    Read = 1,

    /// <summary>The place belongs to another history: the database was restored. <see cref="FeedPage.Next"/> is where to go on.</summary>
    Restored = 2,

    /// <summary>Events behind the place have been dropped because they are too old. <see cref="FeedPage.Next"/> is the beginning of what is kept.</summary>
    Expired = 3,
}

/// <summary>Some events in order, and the place behind them.</summary>
/// <param name="Outcome">Whether the place could be used.</param>
/// <param name="Rows">Events inside the filter.</param>
/// <param name="Next">Everything up to here has been given or lies outside the filter.</param>
/// <param name="HasMore">True when more may be ready already.</param>
public sealed record FeedPage(FeedOutcome Outcome, IReadOnlyList<FeedRow> Rows, FeedCursor Next, bool HasMore);
