using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>The certificate of a recognised household (Giấy chứng nhận hộ nghèo, hộ cận nghèo), ready to be signed. It names people by full name and year of birth, no more.</summary>
internal static class CertificatePaper
{
    /// <summary>Adds a certificate; each begins on a page of its own.</summary>
    public static void AddCertificate(this WordDocument file, ReferencePages pages, ReviewCase found, short year, Household household, IEnumerable<Member> members)
    {
        var decided = found.DecidedOn!.Value;
        var relations = pages.Codes["relation"].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
        var kind = found.Class == PovertyClass.Poor ? "HỘ NGHÈO" : "HỘ CẬN NGHÈO";
        var (commune, province) = (Letterhead.NameOf(pages.Areas, found.CommuneCode, decided), pages.Areas.ProvinceOn(found.ProvinceCode, decided)?.Name ?? found.ProvinceCode);
        file.NewPage().Head(Letterhead.Of(pages.Areas, found.CommuneCode, decided, $"Số: {found.CertificateNumber}", $"GIẤY CHỨNG NHẬN {kind}", [$"Năm {year}"]))
            .Paragraph($"CHỦ TỊCH ỦY BAN NHÂN DÂN {commune.ToUpper(CultureInfo.InvariantCulture)}", bold: true, centred: true)
            .Paragraph("Căn cứ Quyết định số 24/2021/QĐ-TTg của Thủ tướng Chính phủ về quy trình rà soát hộ nghèo, hộ cận nghèo hằng năm;", italic: true)
            .Paragraph($"Căn cứ Quyết định số {found.DecisionNumber} ngày {decided:dd/MM/yyyy} công nhận kết quả rà soát.", italic: true)
            .Paragraph("CHỨNG NHẬN", bold: true, centred: true)
            .Paragraph($"Hộ ông/bà: {household.HeadName}", bold: true)
            .Paragraph($"Địa chỉ: {found.HamletName}, {commune}, {province}")
            .Paragraph($"là {kind.ToLower(CultureInfo.InvariantCulture)} năm {year} theo Quyết định số {found.DecisionNumber} ngày {decided:dd/MM/yyyy}, gồm các thành viên:")
            .Table([("STT", 7), ("Họ và tên", 42), ("Năm sinh", 15), ("Quan hệ với chủ hộ", 30)], members.Select((member, index) =>
                (string[])[$"{index + 1}", member.FullName, member.BirthYear?.ToString(CultureInfo.InvariantCulture) ?? "", relations.GetValueOrDefault(member.RelationCode, "")]))
            .Foot(PaperFoot.OfChair("– Hộ gia đình;", "– Lưu: VT."));
    }
}
