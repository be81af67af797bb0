using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Privacy;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Exports;

/// <summary>
/// The household list of a commune and a year, ready to print: masked for whoever reads households, in clear for a stated purpose. In clear it is the commune's
/// workbook again: imported as it is, it changes nothing. What people are and live on is on it for who may record that.
/// </summary>
internal static class ExportHouseholds
{
    /// <summary>Which list, and for what it is needed in clear.</summary>
    /// <param name="CommuneCode">Commune.</param>
    /// <param name="Year">Year of the review.</param>
    /// <param name="Format"><c>xlsx</c>, <c>csv</c> or <c>docx</c>; xlsx when absent.</param>
    /// <param name="Purpose">Code of a purpose in force, see reference/privacy/purposes.csv.</param>
    /// <param name="Reason">Why, in own words; needed where the purpose demands it. Names nobody.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? CommuneCode, int Year, string? Format, string? Purpose, string? Reason);

    public static void Map(RouteGroupBuilder exports)
    {
        exports.MapGet("/households", Masked).WithName("ExportHouseholds").WithSummary("The household list of a commune and a year, masked, as a workbook, CSV or Word document")
            .RequireScope(Scopes.HouseholdsRead).WithDailyBudget("reports").Produces(200, contentType: PaperFormat.Xlsx.ContentType);
        exports.MapPost("/households", Clear).WithName("ExportHouseholdsInClear").WithSummary("The same in clear, for a stated purpose; each time is recorded")
            .RequireScope(Scopes.HouseholdsReveal).WithDailyBudget("persons").AuditsRead().Produces(200, contentType: PaperFormat.Xlsx.ContentType);
    }

    private static Task<Results<PaperAnswer, Refusal>> Masked(string? communeCode, int? year, string? format, ExportDesk desk, HouseholdDb db, CancellationToken ct) =>
        Export(new Request(communeCode, year ?? 0, format, null, null), null, desk, db, ct);

    private static async Task<Results<PaperAnswer, Refusal>> Clear(Request request, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        var (purpose, refusal) = await desk.Purpose(request.Purpose, request.Reason, ct);
        return purpose is null ? refusal! : await Export(request, purpose, desk, db, ct);
    }

    private static async Task<Results<PaperAnswer, Refusal>> Export(Request request, ProcessingPurpose? purpose, ExportDesk desk, HouseholdDb db, CancellationToken ct)
    {
        if (PaperFormat.Of(request.Format) is not { } format)
            return ExportDesk.UnknownFormat;
        if (request.Year is < 2006 or > 2100)
            return Refusal.Invalid(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        var pages = await desk.Pages(ct);
        var (commune, refusal) = AreaRequest.CommuneToLookInto(pages.Areas, request.CommuneCode, desk.Today, desk.Scope);
        if (commune is null)
            return refusal!;
        var rows = new HouseholdListRows(db, commune.ProvinceCode, commune.Code, (short)request.Year, desk.Today);
        await rows.Count(ct);
        // Who has single hamlets gets what lies there, and the paper says so.
        var hamlets = desk.Scope.Contains(commune.ProvinceCode, commune.Code) ? [] : await db.Hamlets.AsNoTracking().Where(row => row.CommuneCode == commune.Code && row.EndedOn == null).OrderBy(row => row.HamletCode).Select(row => row.Name).ToListAsync(ct);
        var place = hamlets.Count == 0 ? commune.Name : $"{string.Join("; ", hamlets)} – {commune.Name}";
        var columns = HouseholdColumns.Of(await desk.Columns(request.Year, ct), rows.HasIndicators, purpose is not null && desk.SeesFacts);
        var text = new HouseholdCellText(pages, desk.Seals, await desk.Judging(commune.ProvinceCode, ct), purpose is not null);
        var paper = new Paper(
            Letterhead.Of(pages.Areas, commune.Code, desk.Today, "Số: ......./DS-UBND", $"DANH SÁCH HỘ GIA ĐÌNH ĐƯỢC RÀ SOÁT NĂM {request.Year}",
                [$"{place}, {pages.Areas.ProvinceOn(commune.ProvinceCode, desk.Today)?.Name}", ExportDesk.Openness(purpose)], isDated: false),
            [.. columns.Select(HouseholdColumns.Print)],
            PaperFoot.OfChair("– Như trên;", "– Lưu: VT.") with { Makers = ["NGƯỜI LẬP DANH SÁCH"] },
            $"danh-sach-ho-{commune.Code}-{request.Year}");
        await desk.Record("household-list.export", "commune-list", AccessHistory.CommuneList(commune.Code, request.Year), commune.ProvinceCode, commune.Code, purpose, request.Reason, ct);
        return new PaperAnswer(paper, format, rows.Read(columns, text, ct), () => $"Tổng cộng: {rows.Households} hộ, {rows.Persons} nhân khẩu.", purpose is null ? 1 : rows.Households);
    }
}
