using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>The answers of one review (rà soát) of a household. It holds no class: a class is computed from answers, area type and standard each time.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class Review : IAreaBound
{
    /// <summary>Province of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; set; }

    /// <summary>Commune of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; set; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Year whose list the review serves.</summary>
    [PersonalData(DataClass.P1)]
    public short ReviewYear { get; init; }

    /// <summary>Legal date of the visit.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly ReviewedOn { get; init; }

    /// <summary>Urban or rural on that day.</summary>
    public AreaType AreaType { get; set; }

    /// <summary>Standard whose form was filled in; its points mean nothing under another.</summary>
    [PersonalData(DataClass.P1)]
    public required string StandardCode { get; set; }

    /// <summary>Income per person and month in đồng, where stated.</summary>
    [PersonalData(DataClass.P2)]
    public long? IncomeVnd { get; set; }

    /// <summary>Points A (B1), where scored.</summary>
    [PersonalData(DataClass.P1)]
    public short? IncomePoints { get; set; }

    /// <summary>Points B (B2), where scored.</summary>
    [PersonalData(DataClass.P1)]
    public short? DeprivationPoints { get; set; }

    /// <summary>Codes of the missed indicators, sorted; empty when none is missed, null when not answered.</summary>
    [PersonalData(DataClass.P1)]
    public string[]? DeprivedIndicators { get; set; }

    /// <summary>A farm, forestry, fishery or salt household asked to be recognised as of average living standard.</summary>
    public bool RequestsAverageLiving { get; set; }

    /// <summary>Causes of poverty, codes of the list <c>cause</c>.</summary>
    [PersonalData(DataClass.P1)]
    public string[] Causes { get; set; } = [];

    /// <summary>Needs for support, codes of the list <c>need</c>.</summary>
    [PersonalData(DataClass.P1)]
    public string[] Needs { get; set; } = [];

    /// <summary>Class that the workbook claims; compared, never used.</summary>
    public PovertyClass? StatedClass { get; set; }

    /// <summary>Change that the workbook claims: new, relapsed or still.</summary>
    [PersonalData(DataClass.P1)]
    public string? StatedChange { get; set; }

    /// <summary>Who reviewed (rà soát viên), as the workbook states it.</summary>
    [PersonalData(DataClass.P1)]
    public string? Reviewer { get; set; }

    /// <summary>Note of the commune; never leaves the registry.</summary>
    [PersonalData(DataClass.P2)]
    public string? Note { get; set; }

    /// <summary>Import that brought it.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>When it entered the registry.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; set; }
}
