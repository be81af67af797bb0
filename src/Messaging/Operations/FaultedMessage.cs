using System.Text.Json;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.Messaging.Operations;

/// <summary>Where a queue keeps the messages it could not handle.</summary>
public enum Shelf
{
    /// <summary>Handled and failed: <c>&lt;queue&gt;_error</c>.</summary>
    Error,

    /// <summary>Delivered again and again without an answer, as by a consumer that crashes on it: <c>&lt;queue&gt;_dead</c>.</summary>
    Dead,
}

/// <summary>A message that could not be handled. Its body is masked: only codes, ids, dates and numbers are shown.</summary>
/// <param name="MessageId">Id of the event; for an unreadable message an id given to the fault.</param>
/// <param name="Contract">Urn of the event, as the sender named it.</param>
/// <param name="SubjectId">Subject of the event, where readable.</param>
/// <param name="SubjectVersion">Version of the subject, where readable.</param>
/// <param name="ProvinceCode">Two-digit province code, where readable.</param>
/// <param name="CommuneCode">Five-digit commune code, where readable.</param>
/// <param name="OccurredAt">Instant (UTC) of the decision, where readable.</param>
/// <param name="Reason">Type of the failure, or the broker's reason (<c>delivery_limit</c>).</param>
/// <param name="Detail">Database code and constraint, or what was missing; empty when there is none.</param>
/// <param name="Attempts">How often it was tried; null when the broker gave up.</param>
/// <param name="FaultedAt">Instant (UTC) at which it was put there.</param>
/// <param name="Bytes">Size of the body in bytes.</param>
/// <param name="Body">Masked body, null when it is no JSON.</param>
[PersonalData(DataClass.P1)]
public sealed record FaultedMessage(
    Guid MessageId, string? Contract, Guid? SubjectId, long? SubjectVersion, string? ProvinceCode, string? CommuneCode, DateTimeOffset? OccurredAt,
    string Reason, string Detail, int? Attempts, DateTimeOffset FaultedAt, int Bytes, JsonElement? Body);

/// <summary>A queue of the service and what waits in it.</summary>
/// <param name="Queue">Name of the queue.</param>
/// <param name="Contract">Urn of the event it carries.</param>
/// <param name="Ready">Messages waiting to be delivered.</param>
/// <param name="Consumers">Connected consumers; 0 means nobody empties it.</param>
/// <param name="Errors">Messages on the error shelf.</param>
/// <param name="Dead">Messages on the dead shelf; any is an alarm.</param>
/// <param name="Parked">Events waiting in the database for something that has not arrived.</param>
[PersonalData(DataClass.P1)]
public sealed record QueueState(string Queue, string Contract, long Ready, int Consumers, long Errors, long Dead, long Parked);
