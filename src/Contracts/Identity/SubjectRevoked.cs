namespace PovertyPlatform.Contracts.Identity;

/// <summary>
/// An officer or client lost a role, a session or the account: access tokens of this subject that were issued at or before <paramref name="RevokedAt"/> open nothing any
/// more. What remains of the rights comes with the next token. Subject: the account or client.
/// </summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The account or client.</param>
/// <param name="SubjectVersion">Milliseconds of <paramref name="RevokedAt"/> since 1970: a later revocation is a newer version.</param>
/// <param name="ProvinceCode">Empty: a revocation holds in every area.</param>
/// <param name="CommuneCode">Empty: a revocation holds in every area.</param>
/// <param name="Subject">The <c>sub</c> of the tokens: a number without meaning for officers, the client id for programs.</param>
/// <param name="RevokedAt">The instant (UTC) of the revocation.</param>
[EventContract("identity", "subject-revoked", 1)]
[PersonalData(DataClass.P1)]
public sealed record SubjectRevoked(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    string Subject, DateTimeOffset RevokedAt) : IIntegrationEvent;
