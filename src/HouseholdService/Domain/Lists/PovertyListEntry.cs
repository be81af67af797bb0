using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>One household on a list: its class with the standard, answers and explanation it was computed from.</summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed class PovertyListEntry : IAreaBound
{
    /// <summary>Province of the list.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the list.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The list.</summary>
    public Guid ListId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The review that was classified; null when it was not reviewed this year.</summary>
    public Guid? ReviewId { get; init; }

    /// <summary>Class by the review.</summary>
    public PovertyClass Class { get; init; }

    /// <summary>Class on the list in force of the year before, or null when it was on none.</summary>
    public PovertyClass? PreviousClass { get; init; }

    /// <summary>Poor or near-poor, when the household is out of it by a decision.</summary>
    public PovertyClass? ExitFromClass { get; init; }

    /// <summary>Legal date of the decision that recognised the exit; 36 months of newly escaped households run from here.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? ExitDecidedOn { get; init; }

    /// <summary>Standard under which the class was computed.</summary>
    [PersonalData(DataClass.P1)]
    public required string StandardCode { get; init; }

    /// <summary>Urban or rural on the day of the review.</summary>
    public AreaType AreaType { get; init; }

    /// <summary>Household code as printed.</summary>
    [PersonalData(DataClass.P1)]
    public string? HouseholdCode { get; init; }

    /// <summary>Hamlet as printed.</summary>
    [PersonalData(DataClass.P1)]
    public required string HamletName { get; init; }

    /// <summary>Head as printed; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public required string HeadName { get; init; }

    /// <summary>Members.</summary>
    [PersonalData(DataClass.P1)]
    public short Persons { get; init; }

    /// <summary>Members of 18 and over on the decision date.</summary>
    [PersonalData(DataClass.P1)]
    public short Adults { get; init; }

    /// <summary>Nobody of working age can work.</summary>
    public bool LacksLabourCapacity { get; init; }

    /// <summary>The head belongs to an ethnic minority.</summary>
    public bool IsEthnicMinority { get; init; }

    /// <summary>A member is a person of merit.</summary>
    public bool HasMeritMember { get; init; }

    /// <summary>Especially difficult commune or hamlet.</summary>
    public bool InDifficultArea { get; init; }

    /// <summary>Answers from which the class was computed (JSON).</summary>
    [PersonalData(DataClass.P2)]
    public string Answers { get; init; } = "{}";

    /// <summary>Steps of the computation (JSON).</summary>
    [PersonalData(DataClass.P1)]
    public string Explanation { get; init; } = "[]";

    /// <summary>The day of the exit when this list recognises one: that of an earlier decision which had recognised the same exit, else that of this decision.</summary>
    public DateOnly? ExitOn(DateOnly decidedOn) => ExitFromClass is null ? null : ExitDecidedOn ?? decidedOn;

    /// <summary>The same entry on the list that corrects this one, for a household about which the commune decides no more.</summary>
    public PovertyListEntry CarriedTo(Guid listId) => new()
    {
        ProvinceCode = ProvinceCode,
        CommuneCode = CommuneCode,
        ListId = listId,
        HouseholdId = HouseholdId,
        ReviewId = ReviewId,
        Class = Class,
        PreviousClass = PreviousClass,
        ExitFromClass = ExitFromClass,
        ExitDecidedOn = ExitDecidedOn,
        StandardCode = StandardCode,
        AreaType = AreaType,
        HouseholdCode = HouseholdCode,
        HamletName = HamletName,
        HeadName = HeadName,
        Persons = Persons,
        Adults = Adults,
        LacksLabourCapacity = LacksLabourCapacity,
        IsEthnicMinority = IsEthnicMinority,
        HasMeritMember = HasMeritMember,
        InDifficultArea = InDifficultArea,
        Answers = Answers,
        Explanation = Explanation,
    };
}
