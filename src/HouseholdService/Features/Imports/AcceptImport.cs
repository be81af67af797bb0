using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Imports;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Takes in what was previewed: the stored file is read again, because the registry may have changed since.</summary>
internal static class AcceptImport
{
    public static void Map(RouteGroupBuilder imports) => imports.MapPost("/{id:guid}/acceptance", Handle).WithName("AcceptImport")
        .WithSummary("Take in a list that was previewed").RequireScope(Scopes.HouseholdsImport);

    /// <param name="id">The import.</param>
    /// <param name="onFaults">reject (usual): nothing is taken when a household has a fault; skip: the others are taken.</param>
    private static async Task<Results<Accepted<ImportItem>, Refusal>> Handle(Guid id, string? onFaults, HouseholdDb db, ImportWake wake, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (!Enum.TryParse<OnFaults>(onFaults ?? "reject", true, out var choice) || choice is not (OnFaults.Reject or OnFaults.Skip))
            return Refusal.Invalid(new FieldFault("onFaults", "Chọn reject (không nhận gì khi có lỗi) hoặc skip (bỏ qua hộ có lỗi).", "Choose reject (take nothing when there are faults) or skip (leave out households with faults)."));
        if (await db.Set<ImportJob>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } job)
            return Refusal.NotFound;
        if (job.RedactedAt is not null)
            return Redacted;
        if (job.ExpiredAt is not null)
            return Expired;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var taken = await db.Set<ImportJob>().Where(one => one.Id == id && one.State == ImportState.Previewed && one.RedactedAt == null && one.ExpiredAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.State, ImportState.Queued).SetProperty(one => one.OnFaults, choice).SetProperty(one => one.EndedAt, (DateTimeOffset?)null)
            .SetProperty(one => one.HouseholdsAdded, 0).SetProperty(one => one.HouseholdsChanged, 0).SetProperty(one => one.HouseholdsUnchanged, 0).SetProperty(one => one.ReviewsRecorded, 0), ct);
        if (taken == 0)
            return Refusal.Conflict("not-a-preview", "Chỉ nhận được danh sách đã xem trước và chưa nhận.", "Only a list that was previewed and not taken yet can be accepted.");
        db.Audit(AuditEntry.Of(actor, "import.accept", "import", id, clock.GetUtcNow(), job.ProvinceCode, job.CommuneCode), new { job.State, job.OnFaults }, new { State = ImportState.Queued, OnFaults = choice });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        wake.Raise();
        return TypedResults.Accepted($"/household/v1/imports/{id}", ImportItem.Of(await db.Set<ImportJob>().AsNoTracking().SingleAsync(one => one.Id == id, ct)));
    }

    private static Refusal Expired => Refusal.Conflict("file-expired", "Tệp đã hết thời hạn lưu giữ; hãy gửi lại danh sách.", "The file is no longer kept; send the list again.");

    // What was previewed is not what would be read now, and households would lie where none was.
    private static Refusal Redacted => Refusal.Conflict("file-redacted", "Tệp này đã được xóa dữ liệu của người có yêu cầu; hãy gửi lại danh sách.", "Rows of erased persons were taken out of this file; send the list again.");
}
