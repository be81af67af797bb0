using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>An empty workbook with the columns that a list of the year may have. It holds no example: whoever forgets to delete one would register it.</summary>
internal static class DownloadTemplate
{
    public static void Map(RouteGroupBuilder imports) => imports.MapGet("/template.xlsx", Handle).WithName("DownloadImportTemplate")
        .WithSummary("An empty workbook with the columns of a year's list").RequireScope(Scopes.HouseholdsImport).WithDailyBudget("reports").Produces(200, contentType: PaperFormat.Xlsx.ContentType);

    /// <param name="year">Year of the review, from 2006 to 2100; indicators belong to its standard.</param>
    private static async Task<Results<PaperAnswer, Refusal>> Handle(int? year, ExportDesk desk, CancellationToken ct)
    {
        if (year is not { } of || of is < 2006 or > 2100)
            return Refusal.Invalid(new FieldFault("year", "Nêu năm của kỳ rà soát, từ 2006 đến 2100.", "Name the year of the review, from 2006 to 2100."));
        var columns = HouseholdColumns.Of(await desk.Columns(of, ct), hasIndicators: true, desk.SeesFacts);
        var paper = new Paper(
            new OfficialHead(["ỦY BAN NHÂN DÂN", "XÃ ......................"], "Số: ......./DS-UBND", "......., ngày ..... tháng ..... năm .....", $"DANH SÁCH HỘ GIA ĐÌNH ĐƯỢC RÀ SOÁT NĂM {of}", ["(Mẫu nhập: mỗi thành viên một dòng; cột của hộ ghi ở dòng chủ hộ)"]),
            [.. columns.Select(HouseholdColumns.Print)], new PaperFoot([], [], []), $"mau-danh-sach-ho-{of}");
        return new PaperAnswer(paper, PaperFormat.Xlsx, AsyncEnumerable.Empty<IReadOnlyList<PaperRow>>(), () => "");
    }
}
