using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.LocalLists;

/// <summary>The posting of a province's own list as a paper to hang up: name of the head, hamlet, result, and nothing else. Its title names the province's standard, so that nobody takes it for the national list.</summary>
internal static class PrintLocalPosting
{
    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/local-postings/{id:guid}/document", Handle).WithName("PrintLocalPosting")
        .WithSummary("The posting as a Word document, workbook or CSV (format: docx, xlsx, csv)").RequireScope(Scopes.ReviewsPrint).WithDailyBudget("reports").AuditsRead().Produces(200, contentType: PaperFormat.Docx.ContentType);

    private static async Task<Results<PaperAnswer, Refusal>> Handle(Guid id, string? format, HouseholdDb db, ExportDesk desk, CancellationToken ct)
    {
        if (PaperFormat.Of(format ?? "docx") is not { } chosen)
            return ExportDesk.UnknownFormat;
        if (await db.LocalListPostings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } posting)
            return Refusal.NotFound;
        if (desk.Today > posting.Until)
            return Refusal.Rule("posting-ended", "Đã hết thời gian niêm yết; không in lại danh sách có họ tên.", "The posting has ended; a list with names is not printed again.", "Luật 91/2025/QH15");
        var list = await db.LocalLists.AsNoTracking().FirstAsync(row => row.Id == posting.ListId, ct);
        var standard = await db.LocalStandards.AsNoTracking().FirstAsync(row => row.ProvinceCode == list.ProvinceCode && row.Code == list.StandardCode, ct);
        var rows = new LocalListRows(db, list);
        await rows.Find(posting.HamletName, ct);
        var paper = new Paper(
            Letterhead.Of((await desk.Pages(ct)).Areas, posting.CommuneCode, posting.FromDay, "Số: ......./TB-UBND", "NIÊM YẾT HỘ NGHÈO, HỘ CẬN NGHÈO THEO CHUẨN CỦA TỈNH",
            [
                $"{posting.HamletName ?? "Toàn xã"}, năm {list.ReviewYear}; {standard.NameVi} ({standard.LegalBasis})",
                LocalPaper.Apart,
                $"Niêm yết từ ngày {posting.FromDay:dd/MM/yyyy} đến hết ngày {posting.Until:dd/MM/yyyy} tại: {string.Join("; ", posting.Places)}.",
                "Ý kiến, khiếu nại gửi về Ủy ban nhân dân xã trong thời gian niêm yết.",
            ]),
            LocalListRows.Posted, PaperFoot.OfChair("– Nơi niêm yết;", "– Lưu: VT."), $"niem-yet-chuan-tinh-{posting.CommuneCode}-{posting.FromDay:yyyyMMdd}");
        await desk.Record("local-posting.print", "local-posting", id, posting.ProvinceCode, posting.CommuneCode, null, null, ct);
        return new PaperAnswer(paper, chosen, rows.Hang(ct), () => $"Tổng cộng: {rows.Households} hộ.");
    }
}
