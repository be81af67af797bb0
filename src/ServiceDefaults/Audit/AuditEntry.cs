using System.Diagnostics;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ServiceDefaults.Audit;

/// <summary>One line of the audit trail, written in the transaction of the change or read that it records. Holds no personal data.</summary>
[Nationwide("The trail of a service is one; its rows name the area of their subject.")]
[PersonalData(DataClass.P1)]
public sealed class AuditEntry
{
    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Who did it: subject of the token, or <c>system:service</c>.</summary>
    public required string ActorId { get; init; }

    /// <summary>For whom a machine client did it, when it acted for a person.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Client through which it was done.</summary>
    public required string ClientId { get; init; }

    /// <summary>Agency identifier of a partner, where it has one.</summary>
    public string? AgencyId { get; init; }

    /// <summary>Roles of the actor at that time.</summary>
    public required string[] Roles { get; init; }

    /// <summary>What was done, <c>noun.verb</c>, for example <c>list.recognise</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind of the subject, for example <c>household</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>Identity of the subject.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Province of the subject, where it has one.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Commune of the subject, where it has one.</summary>
    public string? CommuneCode { get; init; }

    /// <summary>Purpose or reason given by the actor; no personal data.</summary>
    public string? Purpose { get; init; }

    /// <summary>Digest of the subject before the change; null when it was read or did not exist.</summary>
    public byte[]? BeforeHash { get; internal set; }

    /// <summary>Digest of the subject after the change; null when it was read or is gone.</summary>
    public byte[]? AfterHash { get; internal set; }

    /// <summary>Trace in which it happened.</summary>
    public string? TraceId { get; init; }

    /// <summary>Gives the line the digests of what its subject was and is; null for what was not there or is gone.</summary>
    /// <param name="before">Values before the change.</param>
    /// <param name="after">Values after it.</param>
    /// <returns>The line itself.</returns>
    public AuditEntry Between(object? before, object? after)
    {
        (BeforeHash, AfterHash) = (StateDigest.Of(before), StateDigest.Of(after));
        return this;
    }

    /// <summary>Builds an entry for the actor, the action and its subject.</summary>
    public static AuditEntry Of(
        Actor actor, string action, string subjectKind, Guid subjectId, DateTimeOffset at,
        string? provinceCode = null, string? communeCode = null, string? purpose = null) => new()
        {
            RecordedAt = at,
            ActorId = actor.Id,
            OnBehalfOf = actor.OnBehalfOf,
            ClientId = actor.ClientId,
            AgencyId = actor.AgencyId,
            Roles = [.. actor.Roles],
            Action = action,
            SubjectKind = subjectKind,
            SubjectId = subjectId,
            ProvinceCode = provinceCode,
            CommuneCode = communeCode,
            Purpose = purpose,
            TraceId = Activity.Current?.TraceId.ToString(),
        };
}
