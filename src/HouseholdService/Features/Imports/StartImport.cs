using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Npgsql;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Takes in a commune's list. The answer comes as soon as the file is stored; reading goes on behind it.</summary>
internal static class StartImport
{
    public static void Map(RouteGroupBuilder imports) => imports.MapPost("", Handle).WithName("StartImport")
        .WithSummary("Import a commune's list of households (.xlsx, .xls or CSV)")
        .RequireScope(Scopes.HouseholdsImport).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            // Described by hand: metadata that names a content type lets routing answer before anybody has asked who is calling.
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["multipart/form-data"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { "file" },
                            Properties = new Dictionary<string, IOpenApiSchema>
                            {
                                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The list: .xlsx, .xls of Excel 97 to 2003, or CSV in UTF-8 separated by semicolon, comma or tab." },
                            },
                        },
                    },
                },
            };
            return Task.CompletedTask;
        });

    /// <param name="year">Year whose list the review serves.</param>
    /// <param name="communeCode">Commune valid on the day of the review and today.</param>
    /// <param name="reviewedOn">Date of the review for households that state none; in the year, not in the future.</param>
    /// <param name="onFaults">reject (usual): nothing is taken when a household has a fault; skip: the others are taken; preview: nothing is taken, the counts say what would be, and the import can be accepted.</param>
    private static async Task<Results<Accepted<ImportItem>, Refusal>> Handle(
        int year, string communeCode, DateOnly reviewedOn, string? onFaults, HttpRequest request, HouseholdDb db, PersonSeals seals, ReferenceBook reference, ImportRulesSource rules, ImportWake wake,
        IOptions<ImportOptions> options, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (!Enum.TryParse<OnFaults>(onFaults ?? "reject", true, out var choice) || !Enum.IsDefined(choice))
            return Refusal.Invalid(new FieldFault("onFaults", "Chọn reject (không nhận gì khi có lỗi), skip (bỏ qua hộ có lỗi) hoặc preview (chỉ xem trước).", "Choose reject (take nothing when there are faults), skip (leave out households with faults) or preview (take nothing, only look)."));
        var (commune, refusal) = Check(year, communeCode, reviewedOn, (await reference.Open(ct)).Areas, actor, clock.Today());
        if (commune is null)
            return refusal!;
        if (await rules.For(communeCode, year, reviewedOn, ct) is null)
            return Refusal.Invalid(new FieldFault("year", $"Không có chuẩn nghèo cho năm {year}.", $"No poverty standard is known for the year {year}."));
        var (file, unreadable) = await ReceiveFile.From(request, options.Value, ct);
        if (file is null)
            return unreadable!;
        await using var content = file.Content;
        // Nobody whose data was erased comes back by the file out of which the rows were taken.
        if (await db.Set<ImportJob>().AnyAsync(job => job.CommuneCode == commune.Code && job.FileSha256 == file.Sha256 && job.RedactedAt != null, ct))
            return Refusal.Conflict("file-redacted", "Tệp này chứa dữ liệu của người đã được xóa theo yêu cầu; hãy bỏ các dòng đó rồi gửi lại.", "This file holds rows of persons whose data was erased; take them out and send it again.");
        var job = await SameAgain(db, commune.Code, year, reviewedOn, file.Sha256, actor.Scopes.Contains(Scopes.CausesWrite), ct) ?? await Store(db, seals, file, commune, year, reviewedOn, choice, actor, clock.GetUtcNow(), ct);
        wake.Raise();
        return TypedResults.Accepted($"/household/v1/imports/{job.Id}", ImportItem.Of(job));
    }

    private static (Commune? Commune, Refusal? Refusal) Check(int year, string communeCode, DateOnly reviewedOn, CommuneDirectory areas, Actor actor, DateOnly today)
    {
        var current = areas.On(communeCode, today);
        var faults = new List<FieldFault>();
        if (areas.On(communeCode, reviewedOn) is null)
            faults.Add(new FieldFault("communeCode", $"Không có xã nào mang mã này vào ngày {reviewedOn:dd/MM/yyyy}.", $"No commune carries this code on {reviewedOn:yyyy-MM-dd}."));
        else if (current is null)
            faults.Add(new FieldFault("communeCode", "Xã này đã sáp nhập; hãy dùng mã xã hiện nay.", "This commune has been merged into another; use the code of today."));
        if (reviewedOn.Year != year || reviewedOn > today)
            faults.Add(new FieldFault("reviewedOn", $"Ngày rà soát phải trong năm {year} và không ở tương lai.", $"The review date must be in {year} and not in the future."));
        if (faults.Count > 0)
            return (null, Refusal.Invalid([.. faults]));
        return actor.Area.Contains(current!.ProvinceCode, current.Code) ? (current, null) : (null, Refusal.AreaOutside);
    }

    // The newest import that counts is of the same file: it is the answer, and nothing happens twice; unless its sender might record less than this one.
    private static async Task<ImportJob?> SameAgain(HouseholdDb db, string communeCode, int year, DateOnly reviewedOn, byte[] sha256, bool takesFacts, CancellationToken ct)
    {
        ImportState[] without = [ImportState.Previewed, ImportState.Refused, ImportState.Cancelled, ImportState.Failed];
        var newest = await db.Set<ImportJob>().AsNoTracking().Where(job => job.CommuneCode == communeCode && job.Year == year && !without.Contains(job.State))
            .OrderByDescending(job => job.RequestedAt).FirstOrDefaultAsync(ct);
        return newest is not null && newest.FileSha256.AsSpan().SequenceEqual(sha256) && newest.ReviewedOn == reviewedOn && (newest.TakesFacts || !takesFacts) && !newest.CancelRequested ? newest : null;
    }

    private static async Task<ImportJob> Store(
        HouseholdDb db, PersonSeals seals, ReceivedFile file, Commune commune, int year, DateOnly reviewedOn, OnFaults onFaults, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var job = new ImportJob
        {
            Id = Guid.CreateVersion7(now),
            ProvinceCode = commune.ProvinceCode,
            CommuneCode = commune.Code,
            Year = (short)year,
            ReviewedOn = reviewedOn,
            OnFaults = onFaults,
            FileName = file.Name,
            FileKind = file.Kind switch { FileKind.Workbook => "xlsx", FileKind.LegacyWorkbook => "xls", _ => "csv" },
            FileBytes = file.Content.Length,
            FileSha256 = file.Sha256,
            ActorId = actor.Id,
            ClientId = actor.ClientId,
            AgencyId = actor.AgencyId,
            Roles = [.. actor.Roles],
            TakesFacts = actor.Scopes.Contains(Scopes.CausesWrite),
            Traceparent = Activity.Current?.Id,
            RequestedAt = now,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(job);
        db.Audit(AuditEntry.Of(actor, "import.start", "import", job.Id, now, job.ProvinceCode, job.CommuneCode, $"{year}"), job);
        await db.SaveChangesAsync(ct);
        await ImportFiles.Store((NpgsqlConnection)db.Database.GetDbConnection(), seals, job.Id, file.Content, ct);
        await transaction.CommitAsync(ct);
        return job;
    }
}
