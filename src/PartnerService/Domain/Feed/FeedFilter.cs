using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>Which events a reader gets: those inside its own areas, narrowed by its wishes.</summary>
/// <param name="Area">Areas of the reader; the wall.</param>
/// <param name="Types">Types wished for; empty means all.</param>
/// <param name="Communes">Communes wished for; empty means all.</param>
public sealed record FeedFilter(AreaScope Area, IReadOnlyList<string> Types, IReadOnlyList<string> Communes);
