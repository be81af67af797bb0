namespace PovertyPlatform.Contracts.Households;

/// <summary>A household joined another one (nhập hộ) and ended. Subject: the household that goes on.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household that goes on.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="JoinedHouseholdId">The household that ended.</param>
/// <param name="EffectiveOn">First day on which they are one.</param>
/// <param name="Persons">Members of the household that goes on.</param>
[EventContract("household", "household-merged", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdMerged(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid JoinedHouseholdId, DateOnly EffectiveOn, int Persons) : IIntegrationEvent;
