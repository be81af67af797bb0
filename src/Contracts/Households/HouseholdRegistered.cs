namespace PovertyPlatform.Contracts.Households;

/// <summary>A household entered the registry, or its area or size changed. Subject: the household.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household; stable through moves and renumbering.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="AreaType">Urban or rural on the day of the event.</param>
/// <param name="Persons">Members of the household, at least 1.</param>
[EventContract("household", "household-registered", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdRegistered(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    AreaType AreaType, int Persons) : IIntegrationEvent;
