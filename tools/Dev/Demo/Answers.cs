namespace PovertyPlatform.Dev.Demo;

// The parts of the services' answers that the demo looks at.

internal sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

internal sealed record ImportAnswer(Guid Id, string State, ImportProgressAnswer Progress, ImportCountsAnswer Counts);

internal sealed record ImportProgressAnswer(int RowsRead, int? RowsExpected);

internal sealed record ImportCountsAnswer(
    int Households, int Members, int HouseholdsFaulty, int HouseholdsAdded, int HouseholdsChanged, int HouseholdsUnchanged, int ReviewsRecorded, int Faults, int Repairs, int Notices);

internal sealed record FaultAnswer(string Code, int? Row, string? Column, string? Heading, string? Value, string Vi, string En);

internal sealed record ListAnswer(Guid Id, string State, int Poor, int NearPoor, int AverageLiving, int Escaped, string? DecisionNumber, DateOnly? DecidedOn, Guid? ReplacesListId);

internal sealed record ListCheckAnswer(int Blocks, int Warns, IReadOnlyList<ListFindingAnswer> Findings);

internal sealed record ListFindingAnswer(string Code, string Vi, string En);

internal sealed record HouseholdAnswer(Guid Id, string? Code, string Hamlet, string Head, int Persons);

internal sealed record ClassificationAnswer(ExplanationAnswer Explanation);

internal sealed record ExplanationAnswer(string Class, IReadOnlyList<ExplanationStepAnswer> Steps);

internal sealed record ExplanationStepAnswer(string Outcome, string Vi, string En);

internal sealed record GrantSummaryAnswer(long Granted, long Withdrawn, IReadOnlyList<ProgrammeCountAnswer> Programmes);

internal sealed record ProgrammeCountAnswer(string ProgrammeCode, long Granted, long Withdrawn);

internal sealed record EventAnswer(Guid Id, string Type, EventDataAnswer Data);

internal sealed record EventDataAnswer(Guid GrantId, long Version, string ProgrammeCode, string CommuneCode);

internal sealed record GrantAnswer(Guid GrantId, string State, GrantResultAnswer Result, RepresentativesAnswer? Representatives);

internal sealed record GrantResultAnswer(string ProgrammeCode, long? CapVnd, decimal? InterestBasisPoints, int? MaxTermMonths);

internal sealed record RepresentativesAnswer(IReadOnlyList<object>? Adults);

internal sealed record WebhookAnswer(Guid Id, string? Secret, string? Description);

internal sealed record ReportAnswer(string AreaName, IReadOnlyList<ReportColumnAnswer> Columns, IReadOnlyList<ReportRowAnswer> Rows);

internal sealed record ReportColumnAnswer(int Number, string HeadingVi, string HeadingEn);

internal sealed record ReportRowAnswer(string AreaCode, string AreaName, bool IsTotal, IReadOnlyList<decimal?> Values);
