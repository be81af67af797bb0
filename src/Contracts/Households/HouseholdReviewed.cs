namespace PovertyPlatform.Contracts.Households;

/// <summary>A review of a household was recorded (rà soát). It carries the computed class only; points and deprivations stay in the registry. Subject: the household.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="ReviewYear">Year whose list the review serves.</param>
/// <param name="ReviewedOn">Legal date of the visit.</param>
/// <param name="StandardCode">Poverty standard in force for the review year, for example <c>2022-2026</c>.</param>
/// <param name="Class">Class computed from the answers; not yet a recognition.</param>
[EventContract("household", "household-reviewed", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdReviewed(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    int ReviewYear, DateOnly ReviewedOn, string StandardCode, PovertyClass Class) : IIntegrationEvent;
