using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.HouseholdService.Data.Lists;
using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Data;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>Takes events back. The rows that an event touched state again what they stated before it, shown by digest.</summary>
internal sealed class UndoDesk(HouseholdDb db, EventDesk desk)
{
    // Row security decides who may see an event: the area in which it happened, and who holds the household today.
    private static readonly string[] Past = [AreaBoundContext.AreaFilter];

    /// <summary>Takes an event back whose households are opened at this desk, and saves; or says why not.</summary>
    public async Task<(HouseholdEvent? Event, IReadOnlyList<Household> Households, Refusal? Refusal)> Undo(HouseholdEvent undone, Ground ground, CancellationToken ct)
    {
        if (await WhyRestsOn(undone, ct) is { } rests)
            return (null, [], rests);
        db.ChangeTracker.Clear();
        try
        {
            await db.Database.ExecuteSqlAsync($"select restore_before({undone.Id})", ct);
            await db.Database.ExecuteSqlAsync($"select settle_person_keys({undone.Members})", ct);
            await db.LookNow(ct);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return (null, [], EventWords.Twice(taken.ConstraintName ?? ""));
        }
        catch (PostgresException headless) when (OneHead.IsBroken(headless))
        {
            return (null, [], OneHead.Refused);
        }
        catch (PostgresException used) when (used.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return (null, [], Reviewed);
        }

        if (await db.Digest(undone.Households, undone.Members, ct) != undone.BeforeSha256)
            throw new InvalidOperationException($"Undo of event {undone.Id} did not restore what was before it.");
        await db.NextVersions(undone.Households, ct);
        var households = await db.Households.AsNoTracking().Where(row => undone.Households.Contains(row.Id)).OrderBy(row => row.Id != undone.HouseholdId).ThenBy(row => row.Id).ToListAsync(ct);
        return (await desk.RecordUndo(undone, households, ground, ct), households, null);
    }

    private static readonly Refusal Reviewed = Refusal.Rule("depended-upon", "Hộ do sự kiện này tạo ra đã được rà soát hoặc có trong danh sách; không hủy được nữa.",
        "The household that this event made was reviewed or stands on a list; it cannot be undone any more.", HouseholdLaw.Correction);

    private async Task<Refusal?> WhyRestsOn(HouseholdEvent undone, CancellationToken ct)
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
