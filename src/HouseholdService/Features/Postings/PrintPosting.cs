using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Printing;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Postings;

/// <summary>The posting as a document to hang up: name of the head, hamlet, result, and nothing else. It is printed while the posting runs; each print is audited.</summary>
internal static class PrintPosting
{
    public static void Map(RouteGroupBuilder postings) => postings.MapGet("/{id:guid}/document", Handle).WithName("PrintPosting")
        .WithSummary("The posting as a Word document").RequireScope(Scopes.ReviewsPrint);

    private static async Task<Results<FileContentHttpResult, Refusal>> Handle(Guid id, HouseholdDb db, ReferenceBook book, CaseDesk desk, CancellationToken ct)
    {
        if (await db.Postings.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } posting)
            return Refusal.NotFound;
        if (desk.Today > posting.Until)
            return Refusal.Rule("posting-ended", "Đã hết thời gian niêm yết; không in lại danh sách có họ tên.", "The posting has ended; a list with names is not printed again.", "Luật 91/2025/QH15");
        var lines = await db.PostingLines.AsNoTracking().Where(line => line.PostingId == id).OrderBy(line => line.Ordinal).ToListAsync(ct);
        var cycle = (await desk.Cycle(posting.CycleId, ct))!;
        var file = Letterhead.Begin((await book.Open(ct)).Areas, posting.CommuneCode, posting.FromDay, "NIÊM YẾT KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO",
                $"{(posting.HamletName is null ? "Toàn xã" : posting.HamletName)}, năm {cycle.ListYear}{(posting.Round == 2 ? " (niêm yết lại sau phúc tra)" : "")}")
            .Paragraph($"Niêm yết từ ngày {posting.FromDay:dd/MM/yyyy} đến hết ngày {posting.Until:dd/MM/yyyy} tại: {string.Join("; ", posting.Places)}.")
            .Paragraph("Ý kiến, khiếu nại gửi về Ủy ban nhân dân xã trong thời gian niêm yết.")
            .Table([("STT", 700), ("Họ tên chủ hộ", 4000), ("Thôn, bản", 2600), ("Kết quả", 2600)],
                lines.Select(line => (string[])[$"{line.Ordinal}", line.HeadName, line.HamletName, CaseWords.Result(line.Class, line.StartClass)]));
        desk.Audit(cycle, "review-posting.print", posting.Id, "review-posting");
        await db.SaveChangesAsync(ct);
        return TypedResults.File(file.ToBytes(), WordDocument.ContentType, $"niem-yet-{posting.CommuneCode}-{posting.FromDay:yyyyMMdd}.docx");
    }
}
