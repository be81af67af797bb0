namespace PovertyPlatform.Contracts.Households;

/// <summary>Nobody lives in a household any more: all died, left, or live in another one. Subject: the household.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="EffectiveOn">First day on which nobody lived in it.</param>
[EventContract("household", "household-closed", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdClosed(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    DateOnly EffectiveOn) : IIntegrationEvent;
