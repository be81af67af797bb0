namespace PovertyPlatform.Contracts;

/// <summary>What every integration event says about itself. Events carry decisions and facts, never a name, identity number, telephone, birth date or account.</summary>
public interface IIntegrationEvent
{
    /// <summary>Identity of this event (UUID version 7). Consumers drop a repeated id; its time part places the inbox row in a day.</summary>
    Guid EventId { get; }

    /// <summary>The instant (UTC) at which the decision behind the event was taken by the service.</summary>
    DateTimeOffset OccurredAt { get; }

    /// <summary>The thing the event is about (a household, a list, a grant). Events of one subject travel in commit order on one lane.</summary>
    Guid SubjectId { get; }

    /// <summary>Version of the subject after this event, counting from 1. A consumer ignores a version that is not newer than the one it holds.</summary>
    long SubjectVersion { get; }

    /// <summary>Two-digit province code valid on the day of <see cref="OccurredAt"/>.</summary>
    string ProvinceCode { get; }

    /// <summary>Five-digit commune code valid on the day of <see cref="OccurredAt"/>. Codes were reused in 2025: the code means nothing without that date.</summary>
    string CommuneCode { get; }

    /// <summary>Minor version of the contract, additive inside a major; starts at 0.</summary>
    int SchemaMinor => 0;
}
