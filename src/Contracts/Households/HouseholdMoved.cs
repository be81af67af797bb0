namespace PovertyPlatform.Contracts.Households;

/// <summary>A household lives in another commune, which took it over (bàn giao hộ); province and commune are the new ones. What rests on its recognition goes with it. Subject: the household.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household; stable through moves.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="FromProvinceCode">Province that it left, as valid on that day.</param>
/// <param name="FromCommuneCode">Commune that it left, as valid on that day.</param>
/// <param name="EffectiveOn">First day in the new commune.</param>
/// <param name="AreaType">Urban or rural there.</param>
/// <param name="Persons">Members, at least 1.</param>
[EventContract("household", "household-moved", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdMoved(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    string FromProvinceCode, string FromCommuneCode, DateOnly EffectiveOn, AreaType AreaType, int Persons) : IIntegrationEvent;
