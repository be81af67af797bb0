using System.Globalization;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>What the forms of a review say about one household; masked, or in clear.</summary>
/// <param name="Pages">Reference data.</param>
/// <param name="Household">The household.</param>
/// <param name="Members">Who lives in it, in order.</param>
/// <param name="Review">Its answers of the year, or null: then the answers are left to be written by hand.</param>
/// <param name="Standard">Standard of the year.</param>
/// <param name="Year">Year of the review.</param>
/// <param name="Day">Date of the print.</param>
/// <param name="Clear">Opens sealed numbers; null for a masked form.</param>
/// <param name="Points">Point tables of the form, where it has any.</param>
internal sealed record FormMatter(
    ReferencePages Pages, Household Household, IReadOnlyList<Member> Members, Review? Review, Standard Standard, int Year, DateOnly Day, PersonSeals? Clear, IReadOnlyList<PointTable> Points)
{
    /// <summary>A place to write by hand.</summary>
    public const string Dots = "................................";

    /// <summary>Commune as it is called today, inside a sentence.</summary>
    public string Commune => Inside(Letterhead.NameOf(Pages.Areas, Household.CommuneCode, Day));

    /// <summary>Province as it is called today, inside a sentence.</summary>
    public string Province => Inside(Pages.Areas.ProvinceOn(Household.ProvinceCode, Day)?.Name ?? Household.ProvinceCode);

    // The kind of unit is written small inside a sentence: xã Púng Luông.
    private static string Inside(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The head of the household, or null while it has none.</summary>
    public Member? Head => Members.FirstOrDefault(member => member.RelationCode == Member.HeadRelation);

    /// <summary>A name.</summary>
    public string Name(Member? member) => member is null ? Dots : Clear is null ? Masked.Name(member.FullName) : member.FullName;

    /// <summary>A birth date, or its year.</summary>
    public string Birth(Member? member) => Clear is not null && member?.BirthDate is { } date ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : member?.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>An identity number.</summary>
    public string Identity(Member? member) => member?.IdentityNumber is not { } box ? "" : Clear is null ? "•••" : Clear.Identity.Open(member.Id, box);

    /// <summary>Sex in words.</summary>
    public static string SexOf(Member? member) => member?.Sex switch { Sex.Male => "Nam", Sex.Female => "Nữ", _ => "" };

    /// <summary>Ethnic group by name; hidden in a masked form.</summary>
    public string Ethnic(Member? member) => Clear is null || member is null ? "" : Pages.Codes["ethnic-group"].FirstOrDefault(item => item.Code == member.EthnicGroupCode)?.NameVi ?? "";

    /// <summary>Relation to the head by name.</summary>
    public string Relation(Member member) => Pages.Codes["relation"].FirstOrDefault(item => item.Code == member.RelationCode)?.NameVi ?? "";

    /// <summary>Where it lives.</summary>
    public string Address => string.Join(", ", new[] { Clear is null ? null : Household.Address, Household.HamletName, Commune, Province }.Where(part => !string.IsNullOrEmpty(part)));
}
