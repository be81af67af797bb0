namespace PovertyPlatform.Contracts.Support;

/// <summary>A household may ask for a support programme. It stands for a recognised list, never for a draft. Subject: the grant (household and programme).</summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The grant; one per household and programme, its version rises with each change.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="HouseholdId">The household.</param>
/// <param name="ProgrammeCode">Programme, for example <c>CR-POOR</c>.</param>
/// <param name="RuleVersion">Version of the rule that decided.</param>
/// <param name="Reasons">Stable codes of the conditions that were met.</param>
/// <param name="HouseholdClass">Recognised class on which the grant rests.</param>
/// <param name="ListId">Recognised list on which the grant rests.</param>
/// <param name="DecisionNumber">Decision on which the grant rests.</param>
/// <param name="DecidedOn">Legal date of that decision.</param>
/// <param name="ValidFrom">First day of the grant.</param>
/// <param name="ValidTo">Last day, where known (end of the list year; 36 months after the exit decision).</param>
/// <param name="CapVnd">Highest amount in đồng, where the programme has one.</param>
/// <param name="InterestBasisPoints">Interest per year in hundredths of a percent (660 = 6.60 %), computed from base rate and multiple.</param>
/// <param name="MaxTermMonths">Longest term in months, where the programme has one.</param>
[EventContract("support", "eligibility-granted", 1)]
[PersonalData(DataClass.P1)]
public sealed record EligibilityGranted(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid HouseholdId, string ProgrammeCode, string RuleVersion, IReadOnlyList<string> Reasons, PovertyClass HouseholdClass,
    Guid ListId, string DecisionNumber, DateOnly DecidedOn, DateOnly ValidFrom, DateOnly? ValidTo, long? CapVnd,
    decimal? InterestBasisPoints, int? MaxTermMonths) : IIntegrationEvent;
