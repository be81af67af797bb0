using PovertyPlatform.Contracts;

namespace PovertyPlatform.MessagingTests.Probe;

/// <summary>Something was decided about a subject.</summary>
[EventContract("probe", "thing-decided", 1)]
public sealed record ThingDecided(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    ThingLevel Level, string Note) : IIntegrationEvent;

/// <summary>The other service acted on it.</summary>
[EventContract("echo", "thing-answered", 1)]
public sealed record ThingAnswered(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode) : IIntegrationEvent;

/// <summary>An event nobody hears.</summary>
[EventContract("probe", "thing-murmured", 1)]
public sealed record ThingMurmured(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode) : IIntegrationEvent;

/// <summary>An enum whose readers may be older than its writers.</summary>
public enum ThingLevel
{
    Unknown = 0,
    Low = 1,
    High = 2,
}
