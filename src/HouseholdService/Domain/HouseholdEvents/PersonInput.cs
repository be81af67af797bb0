using System.Text;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>A person as an officer enters one. Sensitive.</summary>
/// <param name="FullName">Full name.</param>
/// <param name="Relation">Relation to the head, a code of the list <c>relation</c>.</param>
/// <param name="Sex">Sex.</param>
/// <param name="BirthDate">Birth date, or null when only the year is known.</param>
/// <param name="BirthYear">Year of birth where the date is not known.</param>
/// <param name="EthnicGroupCode">Ethnic group, 01 to 54; 99 unknown.</param>
/// <param name="IdentityNumber">Identity number as text: 12 digits, or 9 on old cards.</param>
/// <param name="Occupation">Occupation.</param>
/// <param name="OldNumber">Number of 9 digits of the old card, beside one of 12; empty takes a wrong one away, absent leaves it.</param>
public sealed record PersonInput(
    [PersonalData(DataClass.P2)] string? FullName, [PersonalData(DataClass.P1)] string? Relation, Sex? Sex, [PersonalData(DataClass.P2)] DateOnly? BirthDate, [PersonalData(DataClass.P2)] short? BirthYear, [PersonalData(DataClass.P3)] string? EthnicGroupCode = null, [PersonalData(DataClass.P3)] string? IdentityNumber = null, [PersonalData(DataClass.P2)] string? Occupation = null, [PersonalData(DataClass.P3)] string? OldNumber = null)
{
    private const int LongestName = 120;
    private const int LongestOccupation = 200;
    private const int FirstYear = 1900;

    /// <summary>What is wrong with it.</summary>
    /// <param name="field">Where it stands in the request.</param>
    /// <param name="relations">Codes of relations.</param>
    /// <param name="groups">Codes of ethnic groups.</param>
    public IEnumerable<FieldFault> Faults(string field, IReadOnlySet<string> relations, IReadOnlySet<string> groups)
    {
        if (SearchName.Of(FullName).Length == 0 || FullName!.Length > LongestName || FullName.Any(char.IsControl))
            yield return new FieldFault($"{field}.fullName", $"Ghi họ và tên, tối đa {LongestName} ký tự.", $"State the full name, at most {LongestName} characters.");
        if (Relation is null || !relations.Contains(Relation))
            yield return new FieldFault($"{field}.relation", "Quan hệ với chủ hộ không có trong danh mục.", "The relation to the head is not on the list.");
        if (Sex is not null && !Enum.IsDefined(Sex.Value))
            yield return new FieldFault($"{field}.sex", "Giới tính là Male hoặc Female.", "Sex is Male or Female.");
        if (BirthDate is { Year: < FirstYear } || BirthYear is < FirstYear or > 2100 || (BirthDate is { } date && BirthYear is { } year && date.Year != year))
            yield return new FieldFault($"{field}.birthDate", "Ngày sinh hoặc năm sinh không hợp lý.", "The birth date or year cannot be right.");
        if (EthnicGroupCode is not null && !groups.Contains(EthnicGroupCode))
            yield return new FieldFault($"{field}.ethnicGroupCode", "Mã dân tộc không có trong danh mục.", "The ethnic group is not on the list.");
        if (IdentityNumber is not null && (IdentityNumber.Length is not (9 or 12) || !IdentityNumber.All(char.IsAsciiDigit)))
            yield return new FieldFault($"{field}.identityNumber", "Số định danh gồm 12 chữ số, hoặc 9 chữ số của chứng minh cũ.", "An identity number has 12 digits, or 9 on old cards.");
        if (OldNumber is { Length: > 0 } && (OldNumber.Length != 9 || !OldNumber.All(char.IsAsciiDigit) || IdentityNumber is { Length: 9 }))
            yield return new FieldFault($"{field}.oldNumber", "Số chứng minh cũ gồm 9 chữ số, ghi bên cạnh số định danh 12 chữ số; nếu chỉ có số cũ thì ghi vào số định danh.",
                "An old number has 9 digits and stands beside one of 12; where there is only the old one, write it as the identity number.");
        if (Occupation is { Length: > LongestOccupation } || Occupation?.Any(char.IsControl) == true)
            yield return new FieldFault($"{field}.occupation", $"Nghề nghiệp tối đa {LongestOccupation} ký tự.", $"An occupation has at most {LongestOccupation} characters.");
    }

    /// <summary>The person as a member, without the number, which is sealed for its owner; without faults only.</summary>
    public Member ToMember(Household household) => new()
    {
        ProvinceCode = household.ProvinceCode,
        CommuneCode = household.CommuneCode,
        HouseholdId = household.Id,
        FullName = Clean(FullName!),
        NameSearch = SearchName.Of(FullName),
        Sex = Sex,
        BirthDate = BirthDate,
        BirthYear = BirthYear ?? (short?)BirthDate?.Year,
        EthnicGroupCode = EthnicGroupCode ?? "99",
        RelationCode = Relation!,
        Occupation = Occupation is null ? null : Clean(Occupation),
    };

    /// <summary>Text as it is stored: composed letters, single spaces.</summary>
    public static string Clean(string text) => string.Join(' ', text.Normalize(NormalizationForm.FormC).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
