using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.ReviewCases;

/// <summary>The certificate of a recognised household, ready to be signed. It names the people of the household, so each print is audited.</summary>
internal static class PrintCertificate
{
    public static void Map(RouteGroupBuilder cases) => cases.MapGet("/{id:guid}/certificate", Handle).WithName("PrintCertificate")
        .WithSummary("The certificate as a Word document").RequireScope(Scopes.ReviewsPrint);

    private static async Task<Results<FileContentHttpResult, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (await db.ReviewCases.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } found)
            return Refusal.NotFound;
        if (found.CertificateNumber is null || await db.Households.AsNoTracking().FirstOrDefaultAsync(row => row.Id == found.HouseholdId, ct) is not { } household)
            return Refusal.Conflict("no-certificate", "Hồ sơ chưa có giấy chứng nhận.", "The case has no certificate.");
        var members = await db.Members.AsNoTracking().Where(member => member.HouseholdId == household.Id && member.ProvinceCode == household.ProvinceCode && member.LeftOn == null).OrderBy(member => member.Ordinal).ToListAsync(ct);
        var pages = await book.Open(ct);
        var relations = pages.Codes["relation"].ToDictionary(item => item.Code, item => item.NameVi, StringComparer.Ordinal);
        var cycle = (await desk.Cycle(found.CycleId, ct))!;
        var kind = found.Class == PovertyClass.Poor ? "HỘ NGHÈO" : "HỘ CẬN NGHÈO";
        var file = Letterhead.Begin(pages.Areas, found.CommuneCode, found.DecidedOn!.Value, $"GIẤY CHỨNG NHẬN {kind}", $"Số: {found.CertificateNumber}")
            .Paragraph($"Chứng nhận hộ ông/bà: {household.HeadName}", bold: true)
            .Paragraph($"Địa chỉ: {found.HamletName}, {pages.Areas.On(found.CommuneCode, found.DecidedOn.Value)?.Name ?? found.CommuneCode}, {pages.Areas.ProvinceOn(found.ProvinceCode, found.DecidedOn.Value)?.Name ?? found.ProvinceCode}")
            .Paragraph($"là {kind.ToLower(System.Globalization.CultureInfo.InvariantCulture)} năm {cycle.ListYear} theo Quyết định số {found.DecisionNumber} ngày {found.DecidedOn:dd/MM/yyyy}.")
            .Table([("STT", 700), ("Họ và tên", 4200), ("Năm sinh", 1500), ("Quan hệ với chủ hộ", 3000)], members.Select((member, index) =>
                (string[])[$"{index + 1}", member.FullName, $"{member.BirthYear}", relations.GetValueOrDefault(member.RelationCode, "")]))
            .Paragraph("")
            .Paragraph("TM. ỦY BAN NHÂN DÂN", bold: true, centred: true)
            .Paragraph("CHỦ TỊCH", bold: true, centred: true);
        desk.Audit(cycle, "certificate.print", found.Id, "review-case");
        await db.SaveChangesAsync(ct);
        return TypedResults.File(file.ToBytes(), WordDocument.ContentType, $"giay-chung-nhan-{found.CertificateNumber.Replace('/', '-')}.docx");
    }
}
