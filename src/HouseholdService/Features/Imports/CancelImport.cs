using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Imports.Jobs;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>Stops an import as long as nothing has been taken.</summary>
internal static class CancelImport
{
    public static void Map(RouteGroupBuilder imports) => imports.MapDelete("/{id:guid}", Handle).WithName("CancelImport")
        .WithSummary("Stop an import before its households are taken").RequireScope(Scopes.HouseholdsImport);

    private static async Task<Results<Accepted<ImportItem>, Refusal>> Handle(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Set<ImportJob>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct) is not { } job)
            return Refusal.NotFound;
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var waiting = await db.Set<ImportJob>().Where(one => one.Id == id && one.State == ImportState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ImportState.Cancelled).SetProperty(one => one.CancelRequested, true).SetProperty(one => one.EndedAt, now), ct);
        var running = waiting > 0 ? 0 : await db.Set<ImportJob>().Where(one => one.Id == id && (one.State == ImportState.Reading || one.State == ImportState.Checking))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.CancelRequested, true), ct);
        if (waiting + running == 0)
            return job.State is ImportState.Queued or ImportState.Reading or ImportState.Checking or ImportState.Merging
                ? Refusal.Conflict("import-merging", "Đang ghi hộ vào sổ nên không dừng được nữa; hãy chờ kết thúc.", "Households are being taken; it cannot be stopped any more. Wait for its end.")
                : Refusal.Conflict("import-ended", "Lần nhập này đã kết thúc.", "This import has ended.");
        db.Audit(AuditEntry.Of(actor, "import.cancel", "import", id, now, job.ProvinceCode, job.CommuneCode),
            new { job.State, job.CancelRequested }, new { State = waiting > 0 ? ImportState.Cancelled : job.State, CancelRequested = true });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Accepted($"/household/v1/imports/{id}", ImportItem.Of(await db.Set<ImportJob>().AsNoTracking().SingleAsync(one => one.Id == id, ct)));
    }
}
