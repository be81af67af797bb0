namespace PovertyPlatform.Contracts.Support;

/// <summary>A household may no longer ask for a programme: its class changed, a correction took it off the list, or the time ran out. Subject: the grant.</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The grant that ends.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="HouseholdId">The household.</param>
/// <param name="ProgrammeCode">Programme of the grant.</param>
/// <param name="RuleVersion">Version of the rule that decided.</param>
/// <param name="Reasons">Stable codes of the conditions no longer met.</param>
/// <param name="WithdrawnOn">First day without the grant.</param>
/// <param name="DecisionNumber">Decision that caused the withdrawal, where one did.</param>
[EventContract("support", "eligibility-withdrawn", 1)]
[PersonalData(DataClass.P1)]
public sealed record EligibilityWithdrawn(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid HouseholdId, string ProgrammeCode, string RuleVersion, IReadOnlyList<string> Reasons, DateOnly WithdrawnOn,
    string? DecisionNumber) : IIntegrationEvent;
