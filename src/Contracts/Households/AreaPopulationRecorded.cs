namespace PovertyPlatform.Contracts.Households;

/// <summary>All resident households and persons of a commune for a year were recorded: the denominator of every official rate. Subject: the commune and year.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">Stable id of commune and year.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="Year">Year of the figures.</param>
/// <param name="RecordedOn">Legal date from which the figures hold.</param>
/// <param name="Households">Resident households (tổng số hộ dân cư), not only the reviewed ones.</param>
/// <param name="Persons">Resident persons (tổng nhân khẩu).</param>
[EventContract("household", "area-population-recorded", 1)]
[PersonalData(DataClass.P1)]
public sealed record AreaPopulationRecorded(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    int Year, DateOnly RecordedOn, int Households, int Persons) : IIntegrationEvent;
