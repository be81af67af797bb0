using System.Text;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Something that an officer should compare with the paper; nothing was refused for it.</summary>
/// <param name="Field">Field of the request.</param>
/// <param name="Code">Stable code, the same as in the findings of an import.</param>
/// <param name="Vi">What to look at, in Vietnamese.</param>
/// <param name="En">The same in English.</param>
[PersonalData(DataClass.P1)]
public sealed record Warning(string Field, string Code, string Vi, string En);

/// <summary>What the digits of an identity number say against what is recorded of its owner. Cards are issued by others, so it never blocks.</summary>
public static class IdentityWarnings
{
    private const int Digits = 12;

    /// <summary>Another person carries the old number: mostly the same person, entered elsewhere.</summary>
    public static Warning OldNumberElsewhere(string field) => new(field, "old-number-elsewhere",
        "Số chứng minh cũ này đang ghi ở một người khác trong hệ thống; có thể là cùng một người, hãy tìm trùng.",
        "Another person carries this old number; it may be the same person, look for duplicates.");

    /// <summary>Warnings about a number of 12 digits; none for an old one.</summary>
    /// <param name="field">Field of the number in the request.</param>
    /// <param name="number">The number, or null.</param>
    /// <param name="sex">Sex, or null when not known.</param>
    /// <param name="birthYear">Year of birth, or null.</param>
    /// <param name="areas">Provinces of all dates: numbers keep the province of the birth registration.</param>
    public static IEnumerable<Warning> Of(string field, string? number, Sex? sex, short? birthYear, CommuneDirectory areas)
    {
        if (number is not { Length: Digits })
            yield break;
        if (IdentityCell.Agrees(Encoding.ASCII.GetBytes(number), sex is null ? null : sex == Sex.Female, birthYear ?? 0) == false)
            yield return new Warning(field, "identity-disagrees", "Số định danh không khớp giới tính hoặc năm sinh; hãy đối chiếu với giấy tờ.", "The identity number does not fit sex or birth year; compare it with the card.");
        // Numbers of those whose birth was registered abroad begin with the code of a country instead.
        if (number[0] == '0' && !areas.KnowsProvince(number[1..3]))
            yield return new Warning(field, "identity-place-unknown", "Ba chữ số đầu của số định danh không phải mã của tỉnh nào; hãy đối chiếu với giấy tờ.", "The first three digits of the identity number are no province's code; compare it with the card.");
    }
}
