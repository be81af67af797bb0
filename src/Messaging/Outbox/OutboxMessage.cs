using System.Diagnostics;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>A row of the outbox as the writer knows it; the database adds position, transaction and time.</summary>
[Nationwide("The log of what a service said is one; its rows name the area of their subject.")]
[PersonalData(DataClass.P1)]
internal sealed class OutboxMessage
{
    public required Guid MessageId { get; init; }

    public required short Lane { get; init; }

    public required string Contract { get; init; }

    public required Guid SubjectId { get; init; }

    public required long Version { get; init; }

    public required string ProvinceCode { get; init; }

    public required string CommuneCode { get; init; }

    public required byte[] Body { get; init; }

    public string? Traceparent { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public static OutboxMessage Of(IIntegrationEvent message) => new()
    {
        MessageId = message.EventId,
        Lane = Outbox.Lane.Of(message.SubjectId),
        Contract = EventContractAttribute.Of(message.GetType()).Urn,
        SubjectId = message.SubjectId,
        Version = message.SubjectVersion,
        ProvinceCode = message.ProvinceCode,
        CommuneCode = message.CommuneCode,
        Body = EventJson.Write(message),
        Traceparent = Activity.Current?.Id,
        OccurredAt = message.OccurredAt.ToUniversalTime(),
    };
}
