using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.SupportProgramService.Domain.Households;

/// <summary>What a decision recognised about a household, as the registry told it: the facts that rules ask for, and no person.</summary>
[PersonalData(DataClass.P1)]
public sealed class Recognition : IAreaBound
{
    /// <summary>Where the household is; the row goes with it.</summary>
    public required string ProvinceCode { get; set; }

    public required string CommuneCode { get; set; }

    public required Guid HouseholdId { get; init; }

    /// <summary>Version of the household in the registry.</summary>
    public required long Version { get; init; }

    /// <summary>True: from <see cref="EffectiveFrom"/> the household is on no list.</summary>
    public bool IsWithdrawn { get; init; }

    public required Guid ListId { get; init; }

    public required int ReviewYear { get; init; }

    public required string DecisionNumber { get; init; }

    public required DateOnly DecidedOn { get; init; }

    public required DateOnly EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public required PovertyClass Class { get; init; }

    public AreaType AreaType { get; init; }

    public DateOnly? ExitDecidedOn { get; init; }

    public PovertyClass? ExitFromClass { get; init; }

    public int Persons { get; init; }

    public int AdultMembers { get; init; }

    public bool HasLabourCapacity { get; init; }

    public bool IsEthnicMinority { get; init; }

    public bool HasMeritMember { get; init; }

    public bool IsEspeciallyDifficultArea { get; init; }

    public static Recognition Of(HouseholdRecognised told) => new()
    {
        ProvinceCode = told.ProvinceCode,
        CommuneCode = told.CommuneCode,
        HouseholdId = told.SubjectId,
        Version = told.SubjectVersion,
        ListId = told.ListId,
        ReviewYear = told.ReviewYear,
        DecisionNumber = told.DecisionNumber,
        DecidedOn = told.DecidedOn,
        EffectiveFrom = told.EffectiveFrom,
        EffectiveTo = told.EffectiveTo,
        Class = told.Class,
        AreaType = told.AreaType,
        ExitDecidedOn = told.ExitDecidedOn,
        ExitFromClass = told.ExitFromClass,
        Persons = told.Persons,
        AdultMembers = told.AdultMembers,
        HasLabourCapacity = told.HasLabourCapacity,
        IsEthnicMinority = told.IsEthnicMinority,
        HasMeritMember = told.HasMeritMember,
        IsEspeciallyDifficultArea = told.IsEspeciallyDifficultArea,
    };

    public static Recognition Of(HouseholdRecognitionWithdrawn told) => new()
    {
        ProvinceCode = told.ProvinceCode,
        CommuneCode = told.CommuneCode,
        HouseholdId = told.SubjectId,
        Version = told.SubjectVersion,
        IsWithdrawn = true,
        ListId = told.ListId,
        ReviewYear = told.ReviewYear,
        DecisionNumber = told.DecisionNumber,
        DecidedOn = told.DecidedOn,
        EffectiveFrom = told.DecidedOn,
        Class = told.WithdrawnClass,
        Persons = told.Persons,
    };
}
