using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>Households and persons entering (+) or leaving (−) a class on a day.</summary>
[PersonalData(DataClass.P1)]
public sealed class ClassMovement : IAreaBound
{
    public required string ProvinceCode { get; init; }
    public required string CommuneCode { get; init; }
    public DateOnly MovedOn { get; init; }
    public short Class { get; init; }
    public long Households { get; init; }
    public long Persons { get; init; }
}

/// <summary>Where and in which class a household stood, from a day until the day before another.</summary>
[PersonalData(DataClass.P1)]
public sealed class ClassStay : IAreaBound
{
    public required string ProvinceCode { get; init; }
    public required string CommuneCode { get; init; }
    public Guid HouseholdId { get; init; }
    public DateOnly FromDay { get; init; }
    public DateOnly? UntilDay { get; init; }
    public short Class { get; init; }
    public int Persons { get; init; }
    public string? CameFromProvince { get; init; }
    public string? CameFromCommune { get; init; }
    public short CameClass { get; init; }
    public int CamePersons { get; init; }
    public string? WentToProvince { get; init; }
    public string? WentToCommune { get; init; }
    public bool WasPoor { get; init; }
    public bool WasNearPoor { get; init; }
}

/// <summary>All residents of a commune and year.</summary>
[PersonalData(DataClass.P1)]
public sealed class AreaPopulation : IAreaBound
{
    public required string ProvinceCode { get; init; }
    public required string CommuneCode { get; init; }
    public int Year { get; init; }
    public DateOnly RecordedOn { get; init; }
    public int Households { get; init; }
    public int Persons { get; init; }
    public long Version { get; init; }
}

/// <summary>Totals that a decision states.</summary>
[PersonalData(DataClass.P1)]
public sealed class RecognisedList : IAreaBound
{
    public Guid ListId { get; init; }
    public required string ProvinceCode { get; init; }
    public required string CommuneCode { get; init; }
    public long Version { get; init; }
    public int ReviewYear { get; init; }
    public required string DecisionNumber { get; init; }
    public DateOnly DecidedOn { get; init; }
    public string? ReplacesDecision { get; init; }
    public required string StandardCode { get; init; }
    public int Poor { get; init; }
    public int NearPoor { get; init; }
    public int AverageLiving { get; init; }
    public int Escaped { get; init; }
    public required string ContentHash { get; init; }
}

/// <summary>Dated title of a report.</summary>
[Nationwide("The law prescribes reports for the whole country.")]
[PersonalData(DataClass.P1)]
public sealed class ReportLayoutRow
{
    public int ReportId { get; init; }
    public DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string TitleVi { get; init; }
    public required string TitleEn { get; init; }
    public required string LegalBasis { get; init; }
    public required string Confidence { get; init; }
    public string[] Lines { get; init; } = [];
}

/// <summary>Dated column of a report.</summary>
[Nationwide("The law prescribes reports for the whole country.")]
[PersonalData(DataClass.P1)]
public sealed class ReportColumnRow
{
    public int ReportId { get; init; }
    public int Number { get; init; }
    public DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string GroupVi { get; init; }
    public required string HeadingVi { get; init; }
    public required string HeadingEn { get; init; }
    public string? Measure { get; init; }
    public int? Numerator { get; init; }
    public int? Denominator { get; init; }
    public bool IsPrinted { get; init; } = true;
}
