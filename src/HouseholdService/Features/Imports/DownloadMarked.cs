using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Imports.Marking;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Budgets;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>The same file back, with every finding on its cell: the officer mends it there and sends it again.</summary>
internal static class DownloadMarked
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(RouteGroupBuilder imports) => imports.MapGet("/{id:guid}/marked", Handle).WithName("DownloadMarkedImport")
        .WithSummary("The file as sent, with every bad cell coloured and commented in Vietnamese").RequireScope(Scopes.HouseholdsImport).WithDailyBudget("reports").Produces(200, contentType: Xlsx);

    private static async Task<Results<FileStreamHttpResult, Refusal>> Handle(
        Guid id, HouseholdDb db, NpgsqlDataSource source, PersonSeals seals, IOptions<ImportOptions> options, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Set<ImportJob>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } job)
            return Refusal.NotFound;
        if (job is { RedactedAt: not null, KeptKind: null })
            return Refusal.Rule("file-erased", "Tệp này đã bị xóa theo yêu cầu xóa dữ liệu cá nhân vì không đọc được để xóa riêng từng người.",
                "This file was dropped when personal data was erased, because it could not be read to take out single persons.");
        if (job.ExpiredAt is not null)
            return Refusal.Rule("file-expired", "Tệp này đã hết thời hạn lưu giữ; vị trí và mã lỗi còn trong danh sách lỗi.", "This file is no longer kept; places and codes of its faults are in the list of faults.");
        if (job.EndedAt is null)
            return Refusal.Conflict("import-running", "Tệp đang được kiểm tra; hãy đợi xong rồi tải về.", "The file is still being checked; wait for its end.") with { RetryAfterSeconds = 2 };
        var findings = seals.Open(await db.Set<ImportFinding>().AsNoTracking().Where(finding => finding.JobId == id)
            .OrderBy(finding => finding.Level).ThenBy(finding => finding.SheetNo).ThenBy(finding => finding.RowNo).ThenBy(finding => finding.ColumnNo).Take(CellMark.Most).ToListAsync(ct));
        db.Audit(AuditEntry.Of(actor, "import.read-marked", "import", id, clock.GetUtcNow(), job.ProvinceCode, job.CommuneCode));
        await db.SaveChangesAsync(ct);

        await using var file = await ImportFiles.Open(source, seals, id, options.Value.Folder, ct);
        var marked = ImportFiles.TemporaryFile(options.Value.Folder);
        try
        {
            var marks = CellMark.BySheet(findings);
            var kind = KindOf(job);
            if (kind == "xls")
            {
                await using var converted = ImportFiles.TemporaryFile(options.Value.Folder);
                LegacyWorkbook.ToXlsx(file, converted);
                MarkedWorkbook.Write(converted, options.Value.Limits, marks, marked);
            }
            else if (kind == "xlsx")
                MarkedWorkbook.Write(file, options.Value.Limits, marks, marked);
            else
                MarkedCsv.Write(file, [.. marks[0]], marked);
            marked.Position = 0;
            return TypedResults.File(marked, kind != "csv" ? Xlsx : "text/csv; charset=utf-8", NameOf(job));
        }
        catch (Exception unreadable) when (unreadable is UnreadableFileException or InvalidDataException or System.Xml.XmlException)
        {
            await marked.DisposeAsync();
            return Refusal.Rule("nothing-to-mark", "Tệp này không mở được như một bảng tính nên không đánh dấu được; xem danh sách lỗi.",
                "This file cannot be opened as a workbook, so nothing can be marked in it; see the list of faults.");
        }
        catch
        {
            await marked.DisposeAsync();
            throw;
        }
    }

    private static string NameOf(ImportJob job) => $"{Path.GetFileNameWithoutExtension(job.FileName)}-can-sua.{(KindOf(job) == "csv" ? "csv" : "xlsx")}";

    private static string KindOf(ImportJob job) => job.KeptKind ?? job.FileKind;
}
