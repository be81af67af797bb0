using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.PartnerService.Domain.Feed;

/// <summary>A line of the partner feed. Its data name a grant and the decision behind it, never a person.</summary>
[PersonalData(DataClass.P1)]
public sealed class FeedEvent : IAreaBound
{
    public required string ProvinceCode { get; init; }

    public required string CommuneCode { get; init; }

    public ulong Tx { get; init; }

    public long Position { get; init; }

    /// <summary>Day (UTC) of the append; the partition.</summary>
    public DateOnly RecordedOn { get; init; }

    public required Guid EventId { get; init; }

    public required string Type { get; init; }

    /// <summary>The grant.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Version of the grant after the event; partners drop what is not newer than what they hold.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public string? Traceparent { get; init; }

    /// <summary>The data as JSON.</summary>
    public required string Data { get; init; }
}

/// <summary>A partner's word that an event has arrived.</summary>
[Nationwide("It belongs to a client, and to an event whose area was checked.")]
[PersonalData(DataClass.P1)]
public sealed class FeedAcknowledgement
{
    public required Guid EventId { get; init; }

    public required string ClientId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
