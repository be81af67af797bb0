namespace PovertyPlatform.Contracts.Households;

/// <summary>A correcting decision took a household off a recognised list altogether. Subject: the household.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="ListId">The correcting list.</param>
/// <param name="ReviewYear">Year of the list.</param>
/// <param name="DecisionNumber">Number of the correcting decision.</param>
/// <param name="DecidedOn">Legal date of the correcting decision.</param>
/// <param name="ReplacesDecisionNumber">The decision that had recognised the household.</param>
/// <param name="WithdrawnClass">Class that no longer holds.</param>
/// <param name="Persons">Members counted under the withdrawn recognition.</param>
[EventContract("household", "household-recognition-withdrawn", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdRecognitionWithdrawn(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid ListId, int ReviewYear, string DecisionNumber, DateOnly DecidedOn, string ReplacesDecisionNumber,
    PovertyClass WithdrawnClass, int Persons) : IIntegrationEvent;
