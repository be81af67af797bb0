namespace PovertyPlatform.Contracts.Households;

/// <summary>The chair of a commune recognised the list of a year (quyết định công nhận danh sách). Published after the events of its households. Subject: the list.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The list.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="ReviewYear">Year of the list.</param>
/// <param name="DecisionNumber">Number of the decision.</param>
/// <param name="DecidedOn">Legal date of the decision.</param>
/// <param name="ReplacesDecisionNumber">The decision this one corrects, or null.</param>
/// <param name="StandardCode">Poverty standard applied.</param>
/// <param name="PoorHouseholds">Poor households on the list after the decision.</param>
/// <param name="NearPoorHouseholds">Near-poor households after the decision.</param>
/// <param name="AverageLivingHouseholds">Average-living farm households after the decision.</param>
/// <param name="EscapedHouseholds">Households recognised as out of poverty or near-poverty by this decision.</param>
/// <param name="ContentHash">SHA-256 (lower-case hex) over household id and class of every entry ordered by id, so that both sides can compare.</param>
[EventContract("household", "poverty-list-recognised", 1)]
[PersonalData(DataClass.P1)]
public sealed record PovertyListRecognised(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    int ReviewYear, string DecisionNumber, DateOnly DecidedOn, string? ReplacesDecisionNumber, string StandardCode,
    int PoorHouseholds, int NearPoorHouseholds, int AverageLivingHouseholds, int EscapedHouseholds, string ContentHash) : IIntegrationEvent;
