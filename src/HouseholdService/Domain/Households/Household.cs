using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>A household (hộ gia đình): people who live and keep house together; the unit that is reviewed and recognised.</summary>
[PartOfRecord(nameof(Id))]
public sealed class Household : IHamletBound
{
    /// <summary>Province of today; also the partition.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; set; }

    /// <summary>Commune of today.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; set; }

    /// <summary>Stable identity (UUID version 7); survives moves and renumbering.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Code on the commune's lists, upper case, or null when the commune gave none.</summary>
    [PersonalData(DataClass.P1)]
    public string? Code { get; set; }

    /// <summary>Thôn, bản, ấp or tổ dân phố; hamlets have no national code.</summary>
    [PersonalData(DataClass.P1)]
    public string HamletName { get; set; } = "";

    /// <summary><see cref="SearchName.Of"/> of the hamlet.</summary>
    [PersonalData(DataClass.P1)]
    public string HamletSearch { get; set; } = "";

    /// <summary>Number of that hamlet in its commune; given by the database from <see cref="HamletSearch"/>, and another one with another hamlet or commune.</summary>
    [PersonalData(DataClass.P1)]
    public string? HamletCode { get; init; }

    /// <summary>Name of the head (chủ hộ); personal data.</summary>
    [PersonalData(DataClass.P2)]
    public required string HeadName { get; set; }

    /// <summary><see cref="SearchName.Of"/> of the head.</summary>
    [PersonalData(DataClass.P2)]
    public required string HeadSearch { get; set; }

    /// <summary>Birth of the head as yyyymmdd, yyyy0000 when only the year is known, 0 when unknown; see <see cref="BirthKey"/>.</summary>
    [PersonalData(DataClass.P2)]
    public int HeadBirthKey { get; set; }

    /// <summary>Urban or rural on the day of the last review.</summary>
    public AreaType AreaType { get; set; }

    /// <summary>Ethnic group of the head, 01 to 54; 99 unknown. Sensitive: never in events.</summary>
    [PersonalData(DataClass.P3)]
    public string EthnicGroupCode { get; set; } = "99";

    /// <summary>Members who live in the household.</summary>
    [PersonalData(DataClass.P1)]
    public short Persons { get; set; }

    /// <summary>A member is a person of merit (người có công).</summary>
    public bool HasMeritMember { get; set; }

    /// <summary>Indigenous minority (dân tộc thiểu số tại chỗ).</summary>
    public bool IsIndigenousMinority { get; set; }

    /// <summary>Nobody of working age can work (không có khả năng lao động).</summary>
    public bool LacksLabourCapacity { get; set; }

    /// <summary>Commune or hamlet is on the State's list of especially difficult areas.</summary>
    public bool InDifficultArea { get; set; }

    /// <summary>Telephone, sealed for this household.</summary>
    [PersonalData(DataClass.P2)]
    public byte[]? Telephone { get; set; }

    /// <summary>Mark by which the telephone is compared.</summary>
    [PersonalData(DataClass.P2)]
    public byte[]? TelephoneMark { get; set; }

    /// <summary>Address below the hamlet; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public string? Address { get; set; }

    /// <summary>Day on which its personal data was erased; it is counted and found no more.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? ErasedOn { get; set; }

    /// <summary>First day on which what this row states is true; earlier days have versions of their own.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly ValidFrom { get; set; }

    /// <summary>First day of which the registry knows it; nobody lived in it before.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly StartedOn { get; set; }

    /// <summary>First day on which nobody lived in it any more; null while somebody does.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Counts the events of this household; each event takes the next.</summary>
    [PersonalData(DataClass.P1)]
    public long Version { get; set; } = 1;

    /// <summary>When it entered the registry.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [PersonalData(DataClass.P1)]
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>True when the head belongs to an ethnic minority: known, and neither Kinh (01) nor a foreigner (55).</summary>
    public bool IsEthnicMinority => IsMinority(EthnicGroupCode);

    /// <summary>The rule of <see cref="IsEthnicMinority"/> for a code.</summary>
    public static bool IsMinority(string ethnicGroupCode) => ethnicGroupCode is not ("01" or "55" or "99");
}
