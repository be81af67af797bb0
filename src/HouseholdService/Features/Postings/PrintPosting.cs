using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Exports;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>The posting as a paper to hang up: name of the head, hamlet, result, and nothing else. It is printed while the posting runs; each print is audited.</summary>
internal static class PrintPosting
{
    private const int PageOf = 500;

    private static readonly IReadOnlyList<PaperColumn> Columns =
        [new("STT", 6, Kind: CellKind.Centred), new("Họ tên chủ hộ", 30), new("Thôn, bản", 26), new("Kết quả", 30)];

    public static void Map(RouteGroupBuilder postings) => postings.MapGet("/{id:guid}/document", Handle).WithName("PrintPosting")
        .WithSummary("The posting as a Word document, workbook or CSV (format: docx, xlsx, csv)").RequireScope(Scopes.ReviewsPrint).WithDailyBudget("reports").AuditsRead().Produces(200, contentType: PaperFormat.Docx.ContentType);

    private static async Task<Results<PaperAnswer, Refusal>> Handle(Guid id, string? format, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (PaperFormat.Of(format ?? "docx") is not { } chosen)
            return ExportDesk.UnknownFormat;
        if (await db.Postings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } posting)
            return Refusal.NotFound;
        if (desk.Today > posting.Until)
            return Refusal.Rule("posting-ended", "Đã hết thời gian niêm yết; không in lại danh sách có họ tên.", "The posting has ended; a list with names is not printed again.", "Luật 91/2025/QH15");
        var cycle = (await desk.Cycle(posting.CycleId, ct))!;
        var areas = (await book.Open(ct)).Areas;
        var paper = new Paper(
            Letterhead.Of(areas, posting.CommuneCode, posting.FromDay, "Số: ......./TB-UBND", "NIÊM YẾT KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO",
            [
                $"{posting.HamletName ?? "Toàn xã"}, năm {cycle.ListYear}{(posting.Round == 2 ? " (niêm yết lại sau phúc tra)" : "")}",
                $"Niêm yết từ ngày {posting.FromDay:dd/MM/yyyy} đến hết ngày {posting.Until:dd/MM/yyyy} tại: {string.Join("; ", posting.Places)}.",
                "Ý kiến, khiếu nại gửi về Ủy ban nhân dân xã trong thời gian niêm yết.",
            ]),
            Columns, PaperFoot.OfChair("– Nơi niêm yết;", "– Lưu: VT."), $"niem-yet-{posting.CommuneCode}-{posting.FromDay:yyyyMMdd}");
        desk.Audit(cycle, "review-posting.print", posting.Id, "review-posting");
        await db.SaveChangesAsync(ct);
        return new PaperAnswer(paper, chosen, Rows(db, id, ct), () => $"Tổng cộng: {posting.Lines} hộ.");
    }

    private static async IAsyncEnumerable<IReadOnlyList<PaperRow>> Rows(HouseholdDb db, Guid id, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = 0; ;)
        {
            var lines = await db.PostingLines.AsNoTracking().Where(line => line.PostingId == id && line.Ordinal > after).OrderBy(line => line.Ordinal).Take(PageOf).ToListAsync(ct);
            if (lines.Count == 0)
                yield break;
            after = lines[^1].Ordinal;
            yield return [.. lines.Select(line => new PaperRow([line.Ordinal.ToString(CultureInfo.InvariantCulture), line.HeadName, line.HamletName, CaseWords.Result(line.Class, line.StartClass)]))];
        }
    }
}
