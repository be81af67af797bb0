using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Exports;

/// <summary>The list of a province's own standard with its people: masked, or in clear for a stated purpose; and the confirmations that households get. Kept apart from the national named lists.</summary>
internal static class ExportLocalList
{
    private const int Most = 300;

    /// <summary>In which form, and for what it is needed in clear.</summary>
    /// <param name="Format"><c>xlsx</c>, <c>csv</c> or <c>docx</c>; xlsx when absent.</param>
    /// <param name="Purpose">Code of a purpose in force, see reference/privacy/purposes.csv.</param>
    /// <param name="Reason">Why, in own words; needed where the purpose demands it. Names nobody.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? Format, string? Purpose, string? Reason);

    public static void Map(RouteGroupBuilder exports)
    {
        exports.MapGet("/local-lists/{id:guid}", Masked).WithName("ExportLocalList").WithSummary("The list of the province's own standard, masked, as a workbook, CSV or Word document")
            .RequireScope(Scopes.ListsRead).WithDailyBudget("reports").Produces(200, contentType: PaperFormat.Xlsx.ContentType);
        exports.MapPost("/local-lists/{id:guid}", Clear).WithName("ExportLocalListInClear").WithSummary("The same in clear, for a stated purpose; each time is recorded")
            .RequireScope(Scopes.HouseholdsReveal).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: PaperFormat.Xlsx.ContentType);
        exports.MapGet("/local-lists/{id:guid}/confirmations", Confirm).WithName("PrintLocalConfirmations").WithSummary("Confirmations for the households of a hamlet, or of a small commune, as one Word document")
            .RequireScope(Scopes.ReviewsPrint).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: WordDocument.ContentType);
    }

    private static Task<Results<PaperAnswer, Refusal>> Masked(Guid id, string? format, ExportDesk desk, HouseholdDb db, CancellationToken ct) => Export(id, new Request(format, null, null), null, desk, db, ct);

    private static async Task<Results<PaperAnswer, Refusal>> Clear(Guid id, Request request, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        var (purpose, refusal) = await desk.Purpose(request.Purpose, request.Reason, ct);
        return purpose is null ? refusal! : await Export(id, request, purpose, desk, db, ct);
    }

    private static async Task<Results<PaperAnswer, Refusal>> Export(Guid id, Request request, ProcessingPurpose? purpose, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        if (PaperFormat.Of(request.Format) is not { } format)
            return ExportDesk.UnknownFormat;
        if (await db.LocalLists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        var standard = await db.LocalStandards.AsNoTracking().FirstAsync(row => row.ProvinceCode == list.ProvinceCode && row.Code == list.StandardCode, ct);
        var (pages, rows) = (await desk.Pages(ct), new LocalListRows(db, list));
        await rows.Find(null, ct);
        var paper = new Paper(
            Letterhead.Of(pages.Areas, list.CommuneCode, list.DecidedOn, "", $"DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO THEO CHUẨN CỦA TỈNH NĂM {list.ReviewYear}",
            [
                $"(Kèm theo Quyết định số {list.DecisionNumber} ngày {list.DecidedOn:dd/MM/yyyy} của Chủ tịch Ủy ban nhân dân {Letterhead.NameOf(pages.Areas, list.CommuneCode, list.DecidedOn)})",
                $"{standard.NameVi} ({standard.LegalBasis})", LocalPaper.Apart, ExportDesk.Openness(purpose),
            ]),
            LocalListRows.Named, PaperFoot.OfChair() with { Makers = ["NGƯỜI LẬP BIỂU"] }, $"danh-sach-chuan-tinh-{list.CommuneCode}-{list.ReviewYear}");
        await desk.Record("local-list.export", "local-list", list.Id, list.ProvinceCode, list.CommuneCode, purpose, request.Reason, ct);
        return new PaperAnswer(paper, format, rows.Name(pages, purpose is not null, ct), () => $"Tổng cộng: {rows.Households} hộ, {rows.Persons} nhân khẩu.", purpose is null ? 1 : rows.Households);
    }

    private static async Task<Results<PrintedFile, Refusal>> Confirm(Guid id, string? hamlet, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        if (await db.LocalLists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        if (await db.LocalLists.AnyAsync(row => row.ReplacesId == id, ct))
            return Refusal.Conflict("local-list-replaced", "Danh sách này đã được đính chính; hãy in theo danh sách mới nhất.", "This list has been corrected; print by the latest one.");
        var lines = (await new LocalListRows(db, list).Find(hamlet, ct)).Where(line => line.Head is not null).ToList();
        if (lines.Count == 0)
            return Refusal.Conflict("no-certificate", "Không có hộ nào để in giấy xác nhận.", "There is no household to confirm.");
        if (lines.Count > Most)
            return Refusal.Invalid(new FieldFault("hamlet", $"Nhiều hơn {Most} giấy xác nhận; hãy chọn một thôn.", $"More than {Most} confirmations; choose a hamlet."));
        var standard = await db.LocalStandards.AsNoTracking().FirstAsync(row => row.ProvinceCode == list.ProvinceCode && row.Code == list.StandardCode, ct);
        var ids = lines.ConvertAll(line => line.HouseholdId).ToArray();
        var households = await db.Households.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && ids.Contains(row.Id) && row.ErasedOn == null && row.ClosedOn == null).ToDictionaryAsync(row => row.Id, ct);
        var members = (await db.Members.AsNoTracking().Where(row => row.ProvinceCode == list.ProvinceCode && ids.Contains(row.HouseholdId) && row.LeftOn == null && row.ErasedOn == null)
            .OrderBy(row => row.Ordinal).ToListAsync(ct)).ToLookup(row => row.HouseholdId);
        var (file, pages) = (new WordDocument(), await desk.Pages(ct));
        foreach (var line in lines.Where(line => households.ContainsKey(line.HouseholdId)))
            file.AddLocalConfirmation(pages, standard, list, line.LocalClass, households[line.HouseholdId], members[line.HouseholdId]);
        await desk.Record("local-confirmation.print", "local-list", list.Id, list.ProvinceCode, list.CommuneCode, null, null, ct);
        return new PrintedFile(file.ToBytes(), $"giay-xac-nhan-chuan-tinh-{list.CommuneCode}-{list.ReviewYear}", lines.Count);
    }
}
