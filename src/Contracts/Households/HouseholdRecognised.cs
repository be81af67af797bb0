namespace PovertyPlatform.Contracts.Households;

/// <summary>
/// A household's class was recognised by decision of the commune chair (quyết định công nhận), or changed by a correcting decision. Subject: the household.
/// A household that left poverty appears here with its new class and its exit date; one removed from a list by a correction has
/// <see cref="HouseholdRecognitionWithdrawn"/>.
/// </summary>
/// <param name="EventId"><inheritdoc cref="IIntegrationEvent.EventId"/></param>
/// <param name="OccurredAt"><inheritdoc cref="IIntegrationEvent.OccurredAt"/></param>
/// <param name="SubjectId">The household.</param>
/// <param name="SubjectVersion"><inheritdoc cref="IIntegrationEvent.SubjectVersion"/></param>
/// <param name="ProvinceCode"><inheritdoc cref="IIntegrationEvent.ProvinceCode"/></param>
/// <param name="CommuneCode"><inheritdoc cref="IIntegrationEvent.CommuneCode"/></param>
/// <param name="ListId">The recognised list (danh sách) that contains the household.</param>
/// <param name="ReviewYear">Year of the list.</param>
/// <param name="DecisionNumber">Number of the decision, as printed on it.</param>
/// <param name="DecidedOn">Legal date of the decision.</param>
/// <param name="EffectiveFrom">First day on which the class holds.</param>
/// <param name="EffectiveTo">Last day on which it holds, where known.</param>
/// <param name="ReplacesDecisionNumber">The decision this one corrects, or null.</param>
/// <param name="StandardCode">Poverty standard under which the class was computed.</param>
/// <param name="AreaType">Urban or rural on the day of the review.</param>
/// <param name="Class">Recognised class.</param>
/// <param name="PreviousClass">Class on the list before, or null when the household was on none.</param>
/// <param name="ExitDecidedOn">Date of the decision that recognised the exit from poor or near-poor, when the household is out; the 36 months of newly escaped households run from here.</param>
/// <param name="ExitFromClass">The class it left by that decision.</param>
/// <param name="Persons">Members, at least 1.</param>
/// <param name="AdultMembers">Members of 18 years and over on the decision date.</param>
/// <param name="HasLabourCapacity">False for a household without labour capacity (không có khả năng lao động).</param>
/// <param name="IsEthnicMinority">True when the head is not Kinh. A preferential flag only; the group itself is sensitive and stays in the registry.</param>
/// <param name="HasMeritMember">True when a member is a person of merit (người có công).</param>
/// <param name="IsEspeciallyDifficultArea">True when commune or hamlet is on the list of especially difficult areas in force.</param>
[EventContract("household", "household-recognised", 1)]
[PersonalData(DataClass.P1)]
public sealed record HouseholdRecognised(
    Guid EventId, DateTimeOffset OccurredAt, Guid SubjectId, long SubjectVersion, string ProvinceCode, string CommuneCode,
    Guid ListId, int ReviewYear, string DecisionNumber, DateOnly DecidedOn, DateOnly EffectiveFrom, DateOnly? EffectiveTo,
    string? ReplacesDecisionNumber, string StandardCode, AreaType AreaType, PovertyClass Class, PovertyClass? PreviousClass,
    DateOnly? ExitDecidedOn, PovertyClass? ExitFromClass, int Persons, int AdultMembers, bool HasLabourCapacity,
    bool IsEthnicMinority, bool HasMeritMember, bool IsEspeciallyDifficultArea) : IIntegrationEvent;
