using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.HouseholdEvents;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.HouseholdEvents;

/// <summary>Takes an event back. The rows that it touched state again what they stated before it, shown by digest; that it was believed meanwhile stays readable.</summary>
internal static class UndoEvent
{
    /// <summary>Why the event is taken back.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Evidence">Number of the paper.</param>
    public sealed record Request([PersonalData(DataClass.P2)] string? Reason, [PersonalData(DataClass.P1)] string? Evidence);

    // Row security decides who may see an event: the area in which it happened, and who holds the household today.
    private static readonly string[] Past = [AreaBoundContext.AreaFilter];

    public static void Map(RouteGroupBuilder events) => events.MapPost("/{id:guid}/undo", Handle).WithName("UndoEvent")
        .WithSummary("Take back an event on which nothing rests yet").RequireScope(Scopes.HouseholdsWrite).WithIdempotencyKey(keptForDays: 1);

    private static async Task<Results<Ok<EventView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, EventDesk desk, HttpContext http, CancellationToken ct)
    {
        if (await db.HouseholdEvents.IgnoreQueryFilters(Past).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, ct) is not { } undone)
            return Refusal.NotFound;
        var (ground, unfounded) = Ground.Of(request.Reason, request.Evidence, isRequired: true);
        if (ground is null)
            return unfounded!;
        if (undone.Kind is HouseholdEventKind.Undone or HouseholdEventKind.HandedOver)
            return Refusal.Rule("not-undoable", "Không hủy được việc hủy hay bàn giao đã nhận; hãy ghi lại sự kiện hoặc bàn giao trở lại.",
                "An undo or an accepted hand-over is not undone; record the event again, or hand the household back.", HouseholdLaw.Correction);
        if (await db.HouseholdEvents.AnyAsync(row => row.UndoesId == id, ct))
            return Refusal.Conflict("already-undone", "Sự kiện này đã bị hủy.", "This event is undone already.");
        var (_, refusal) = await desk.Open(undone.HouseholdId, http.Request, ct, undone.Households);
        if (refusal is not null)
            return refusal;
        if (await WhyRestsOn(db, undone, ct) is { } rests)
            return rests;
        db.ChangeTracker.Clear();
        try
        {
            await db.Database.ExecuteSqlAsync($"select restore_before({id})", ct);
            await db.Database.ExecuteSqlAsync($"select settle_person_keys({undone.Members})", ct);
            await db.LookNow(ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return EventWords.Twice(taken.ConstraintName ?? "");
        }
        catch (PostgresException headless) when (OneHead.IsBroken(headless))
        {
            return OneHead.Refused;
        }
        catch (PostgresException used) when (used.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return Reviewed;
        }

        if (await db.Digest(undone.Households, undone.Members, ct) != undone.BeforeSha256)
            throw new InvalidOperationException($"Undo of event {id} did not restore what was before it.");
        await db.NextVersions(undone.Households, ct);
        var households = await db.Households.AsNoTracking().Where(row => undone.Households.Contains(row.Id)).OrderBy(row => row.Id != undone.HouseholdId).ThenBy(row => row.Id).ToListAsync(ct);
        var recorded = await desk.RecordUndo(undone, households, ground, ct);
        return EventView.Of((recorded, null), http.Response, [.. households]);
    }

    private static readonly Refusal Reviewed = Refusal.Rule("depended-upon", "Hộ do sự kiện này tạo ra đã được rà soát hoặc có trong danh sách; không hủy được nữa.",
        "The household that this event made was reviewed or stands on a list; it cannot be undone any more.", HouseholdLaw.Correction);

    private static async Task<Refusal?> WhyRestsOn(HouseholdDb db, HouseholdEvent undone, CancellationToken ct)
    {
        if (undone.Kind is HouseholdEventKind.Registered or HouseholdEventKind.Split
            && await db.ReviewCases.AnyAsync(found => undone.Households.Contains(found.HouseholdId) && found.StartedOn >= undone.EffectiveOn, ct))
            return Reviewed;
        if (await db.Digest(undone.Households, undone.Members, ct) == undone.AfterSha256)
            return null;
        var later = await db.HouseholdEvents.IgnoreQueryFilters(Past).AsNoTracking()
            .Where(row => row.Id.CompareTo(undone.Id) > 0 && row.Households.Any(household => undone.Households.Contains(household)) && row.Kind != HouseholdEventKind.Undone
                && !db.HouseholdEvents.Any(other => other.UndoesId == row.Id))
            .OrderByDescending(row => row.Id).FirstOrDefaultAsync(ct);
        return later is null
            ? Refusal.Rule("depended-upon", "Sau sự kiện này dữ liệu hộ đã thay đổi (nhập danh sách hoặc rà soát); không hủy được nữa.",
                "The household changed after this event (import or review); it cannot be undone any more.", HouseholdLaw.Correction)
            : Refusal.Rule("depended-upon", $"Sự kiện sau dựa vào sự kiện này: {EventWords.Vi(later.Kind)}, hiệu lực {later.EffectiveOn:dd/MM/yyyy}; hãy hủy sự kiện đó trước.",
                $"A later event rests on this one: {EventWords.Of(later.Kind)}, effective {later.EffectiveOn:yyyy-MM-dd}; undo that one first.", HouseholdLaw.Correction);
    }
}
