using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>One command as it was recorded; never changed afterwards. It gives its rows the day from which they are true, and names itself the instant from which they are known.</summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed class HouseholdEvent : IAreaBound
{
    /// <summary>Province of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the household.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Province that holds the household today, when it left the one above.</summary>
    [PersonalData(DataClass.P1)]
    public string? HolderProvinceCode { get; init; }

    /// <summary>Commune that holds the household today, when it left the one above.</summary>
    [PersonalData(DataClass.P1)]
    public string? HolderCommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household it is about first.</summary>
    public required Guid HouseholdId { get; init; }

    /// <summary>What happened.</summary>
    public required HouseholdEventKind Kind { get; init; }

    /// <summary>True from this day.</summary>
    [PersonalData(DataClass.P1)]
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>When it was recorded.</summary>
    [PersonalData(DataClass.P1)]
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Instant of its transaction in the database: the one at which its rows became known.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset KnownAt { get; init; }

    /// <summary>Subject of the token.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>Why; never leaves the registry.</summary>
    [PersonalData(DataClass.P2)]
    public string Reason { get; init; } = "";

    /// <summary>Number of the paper behind it.</summary>
    [PersonalData(DataClass.P1)]
    public string Evidence { get; init; } = "";

    /// <summary>Households whose rows it touched, in order of id.</summary>
    public required Guid[] Households { get; init; }

    /// <summary>Members whose rows it touched, in order of id.</summary>
    public required Guid[] Members { get; init; }

    /// <summary>Codes, dates and ids as JSON; never a name or a number of a person.</summary>
    [PersonalData(DataClass.P1)]
    public string Facts { get; init; } = "{}";

    /// <summary>Digest of the touched rows before.</summary>
    [PersonalData(DataClass.P1)]
    public required string BeforeSha256 { get; init; }

    /// <summary>Digest of the touched rows after.</summary>
    [PersonalData(DataClass.P1)]
    public required string AfterSha256 { get; init; }

    /// <summary>The event that this one takes back.</summary>
    public Guid? UndoesId { get; init; }
}
