using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Households;

/// <summary>One person (nhân khẩu) of a household.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class Member : IAreaBound
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
    public Guid HouseholdId { get; set; }

    /// <summary>Order on the list, from 1.</summary>
    [PersonalData(DataClass.P1)]
    public short Ordinal { get; set; }

    /// <summary>Full name; personal data.</summary>
    [PersonalData(DataClass.P2)]
    public required string FullName { get; set; }

    /// <summary><see cref="SearchName.Of"/> of the name.</summary>
    [PersonalData(DataClass.P2)]
    public required string NameSearch { get; set; }

    /// <summary>Sex, or null when the list does not say.</summary>
    public Sex? Sex { get; set; }

    /// <summary>Year of birth.</summary>
    [PersonalData(DataClass.P2)]
    public short? BirthYear { get; set; }

    /// <summary>Date of birth, or null when only the year is known.</summary>
    [PersonalData(DataClass.P2)]
    public DateOnly? BirthDate { get; set; }

    /// <summary>Ethnic group, 01 to 54; 99 unknown.</summary>
    [PersonalData(DataClass.P3)]
    public string EthnicGroupCode { get; set; } = "99";

    /// <summary>Relation to the head, a code of the list <c>relation</c>.</summary>
    [PersonalData(DataClass.P1)]
    public string RelationCode { get; set; } = OtherRelation;

    /// <summary>Identity number of 12 digits, an old one of 9, or null; sealed for this member.</summary>
    [PersonalData(DataClass.P3)]
    public byte[]? IdentityNumber { get; set; }

    /// <summary>Mark by which the number is found; the same in every province.</summary>
    [PersonalData(DataClass.P3)]
    public byte[]? IdentityMark { get; set; }

    /// <summary>Number of 9 digits of the person's old card (CMND) beside the one of 12, or null; sealed for this member.</summary>
    [PersonalData(DataClass.P3)]
    public byte[]? OldNumber { get; set; }

    /// <summary>Mark by which the old number is found.</summary>
    [PersonalData(DataClass.P3)]
    public byte[]? OldMark { get; set; }

    /// <summary>Occupation as the workbook states it.</summary>
    [PersonalData(DataClass.P2)]
    public string? Occupation { get; set; }

    /// <summary>First day on which what this row states is true; earlier days have versions of their own.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly ValidFrom { get; set; }

    /// <summary>First day on which the person no longer lived in the household; null while living in it.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? LeftOn { get; set; }

    /// <summary>Day on which the person's data was erased; the row is counted and shown no more.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? ErasedOn { get; set; }

    /// <summary>Code of the relation of the head.</summary>
    public const string HeadRelation = "head";

    /// <summary>Code of any other relation.</summary>
    public const string OtherRelation = "other";

    /// <summary>
    /// What the numbers of two people say: true when one of them is the same, false when both are of one kind and differ, null when nothing is known. Old numbers and new ones
    /// of one person differ.
    /// </summary>
    public bool? SharesNumberWith(Member other)
    {
        if (IsOne(IdentityMark, other.IdentityMark) || IsOne(IdentityMark, other.OldMark) || IsOne(OldMark, other.IdentityMark) || IsOne(OldMark, other.OldMark))
            return true;
        return IdentityNumber is { } mine && other.IdentityNumber is { } theirs && mine.Length == theirs.Length ? false : null;
    }

    private static bool IsOne(byte[]? mark, byte[]? other) => mark is not null && other is not null && mark.AsSpan().SequenceEqual(other);

    /// <summary>True when the person is 18 or over on the day; with a year only, 18 is reached on the last day of that year.</summary>
    public bool IsAdultOn(DateOnly day) => BirthDate is { } date
        ? date.AddYears(18) <= day
        : BirthYear is { } year && new DateOnly(year + 18, 12, 31) <= day;
}

/// <summary>Sex as lists state it.</summary>
public enum Sex
{
    /// <summary>Nam.</summary>
    Male = 1,

    /// <summary>Nữ.</summary>
    Female = 2,
}
