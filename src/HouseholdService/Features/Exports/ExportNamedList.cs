using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Exports;

/// <summary>The named list of poor or near-poor households that goes with a decision: masked, or in clear for a stated purpose.</summary>
internal static class ExportNamedList
{
    /// <summary>Which class, and for what it is needed in clear.</summary>
    /// <param name="Class"><c>Poor</c> or <c>NearPoor</c>.</param>
    /// <param name="Format"><c>xlsx</c>, <c>csv</c> or <c>docx</c>; xlsx when absent.</param>
    /// <param name="Purpose">Code of a purpose in force, see reference/privacy/purposes.csv.</param>
    /// <param name="Reason">Why, in own words; needed where the purpose demands it. Names nobody.</param>
    public sealed record Request(
        PovertyClass Class,
        [PersonalData(DataClass.P1)] string? Format,
        [PersonalData(DataClass.P1)] string? Purpose,
        [PersonalData(DataClass.P1)] string? Reason);

    public static void Map(RouteGroupBuilder exports)
    {
        exports.MapGet("/lists/{id:guid}", Masked).WithName("ExportNamedList").WithSummary("The named list of a class, masked, as a workbook, CSV or Word document")
            .RequireScope(Scopes.ListsRead).WithDailyBudget("reports").Produces(200, contentType: PaperFormat.Xlsx.ContentType);
        exports.MapPost("/lists/{id:guid}", Clear).WithName("ExportNamedListInClear").WithSummary("The same in clear, for a stated purpose; each time is recorded")
            .RequireScope(Scopes.HouseholdsReveal).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: PaperFormat.Xlsx.ContentType);
    }

    private static Task<Results<PaperAnswer, Refusal>> Masked(Guid id, PovertyClass? @class, string? format, ExportDesk desk, HouseholdDb db, CancellationToken ct) =>
        Export(id, new Request(@class ?? PovertyClass.Poor, format, null, null), null, desk, db, ct);

    private static async Task<Results<PaperAnswer, Refusal>> Clear(Guid id, Request request, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        var (purpose, refusal) = await desk.Purpose(request.Purpose, request.Reason, ct);
        return purpose is null ? refusal! : await Export(id, request, purpose, desk, db, ct);
    }

    private static async Task<Results<PaperAnswer, Refusal>> Export(Guid id, Request request, ProcessingPurpose? purpose, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        if (PaperFormat.Of(request.Format) is not { } format)
            return ExportDesk.UnknownFormat;
        if (request.Class is not (PovertyClass.Poor or PovertyClass.NearPoor))
            return Refusal.Invalid(new FieldFault("class", "Chọn Poor (hộ nghèo) hoặc NearPoor (hộ cận nghèo).", "Choose Poor or NearPoor."));
        if (await db.Lists.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } list)
            return Refusal.NotFound;
        var pages = await desk.Pages(ct);
        var rows = new NamedListRows(db, list, request.Class, pages, purpose is not null);
        await rows.Count(ct);
        var kind = request.Class == PovertyClass.Poor ? "HỘ NGHÈO" : "HỘ CẬN NGHÈO";
        var day = list.DecidedOn ?? desk.Today;
        var commune = Letterhead.NameOf(pages.Areas, list.CommuneCode, day);
        var decided = list.State == ListState.Recognised
            ? $"(Kèm theo Quyết định số {list.DecisionNumber} ngày {list.DecidedOn:dd/MM/yyyy} của Chủ tịch Ủy ban nhân dân {commune})"
            : "(Dự thảo, chưa có quyết định công nhận)";
        var paper = new Paper(
            Letterhead.Of(pages.Areas, list.CommuneCode, day, "", $"DANH SÁCH CHI TIẾT {kind} NĂM {list.ReviewYear}", [decided, ExportDesk.Openness(purpose)], isDated: list.State == ListState.Recognised),
            NamedListRows.Columns, PaperFoot.OfChair() with { Makers = ["NGƯỜI LẬP BIỂU"] }, $"danh-sach-{(request.Class == PovertyClass.Poor ? "ho-ngheo" : "ho-can-ngheo")}-{list.CommuneCode}-{list.ReviewYear}");
        await desk.Record("list.export", "list", list.Id, list.ProvinceCode, list.CommuneCode, purpose, request.Reason, ct);
        return new PaperAnswer(paper, format, rows.Read(ct), () => $"Tổng cộng: {rows.Households} hộ, {rows.Persons} nhân khẩu.", purpose is null ? 1 : rows.Households);
    }
}
