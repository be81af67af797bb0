using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>Papers about lists of provinces' own standards. Each says that it is not the national list, because help of the State goes by that one.</summary>
internal static class LocalPaper
{
    /// <summary>The line that keeps the two apart.</summary>
    public const string Apart = "(Danh sách riêng của tỉnh, không phải danh sách theo chuẩn nghèo quốc gia)";

    /// <summary>Adds the confirmation of a household; each begins on a page of its own.</summary>
    public static void AddLocalConfirmation(this WordDocument file, ReferencePages pages, LocalStandard standard, LocalList list, PovertyClass local, Household household, IEnumerable<Member> members)
    {
        var relations = pages.Codes["relation"].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
        var kind = local == PovertyClass.Poor ? "HỘ NGHÈO" : "HỘ CẬN NGHÈO";
        var (commune, province) = (Letterhead.NameOf(pages.Areas, list.CommuneCode, list.DecidedOn), pages.Areas.ProvinceOn(list.ProvinceCode, list.DecidedOn)?.Name ?? list.ProvinceCode);
        file.NewPage().Head(Letterhead.Of(pages.Areas, list.CommuneCode, list.DecidedOn, "Số: ......./GXN-UBND", $"GIẤY XÁC NHẬN {kind} THEO CHUẨN CỦA TỈNH", [$"Năm {list.ReviewYear}"]))
            .Paragraph($"CHỦ TỊCH ỦY BAN NHÂN DÂN {commune.ToUpper(CultureInfo.InvariantCulture)}", bold: true, centred: true)
            .Paragraph($"Căn cứ {standard.LegalBasis} ({standard.NameVi});", italic: true)
            .Paragraph($"Căn cứ Quyết định số {list.DecisionNumber} ngày {list.DecidedOn:dd/MM/yyyy} về danh sách theo chuẩn của tỉnh.", italic: true)
            .Paragraph("XÁC NHẬN", bold: true, centred: true)
            .Paragraph($"Hộ ông/bà: {household.HeadName}", bold: true)
            .Paragraph($"Địa chỉ: {household.HamletName}, {commune}, {province}")
            .Paragraph($"là {kind.ToLower(CultureInfo.InvariantCulture)} năm {list.ReviewYear} theo chuẩn của tỉnh, gồm các thành viên:")
            .Table([("STT", 7), ("Họ và tên", 42), ("Năm sinh", 15), ("Quan hệ với chủ hộ", 30)], members.Select((member, index) =>
                (string[])[$"{index + 1}", member.FullName, member.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "", relations.GetValueOrDefault(member.RelationCode, "")]))
            .Paragraph("Giấy này chỉ dùng cho chính sách riêng của tỉnh; không thay giấy chứng nhận hộ nghèo, hộ cận nghèo theo chuẩn quốc gia.", italic: true)
            .Foot(PaperFoot.OfChair("– Hộ gia đình;", "– Lưu: VT."));
    }
}
