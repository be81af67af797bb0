namespace PovertyPlatform.Contracts.Households;

/// <summary>Some people of a household keep house on their own now (tách hộ). The new household has no class until it is reviewed and recognised. Subject: the household that they left.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household that they left.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="NewHouseholdId">The new household.</param>
/// <param name="EffectiveOn">First day on which they are two.</param>
/// <param name="Persons">Members who stay, at least 1.</param>
/// <param name="NewPersons">Members of the new household, at least 1.</param>
[EventContract("household", "household-split", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdSplit(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid NewHouseholdId, DateOnly EffectiveOn, int Persons, int NewPersons) : IIntegrationEvent;
