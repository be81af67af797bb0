using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>
/// Keeps a cycle as it is until a change is saved. Who adds cases holds it together with others; who closes it holds it alone, so that no case comes in between the
/// count of open cases and the closing, and two closings at once are one after the other.
/// </summary>
internal sealed class CycleHold : IAsyncDisposable
{
    private readonly IDbContextTransaction? _own;

    private CycleHold(IDbContextTransaction? own) => _own = own;

    /// <summary>Holds the cycle; read it afterwards.</summary>
    public static async Task<CycleHold> Take(HouseholdDb db, Guid cycle, bool alone, CancellationToken ct)
    {
        // A request under an idempotency key runs in a transaction already.
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await (alone ? db.Database.ExecuteSqlAsync($"select from review_cycle where id = {cycle} for update", ct) : db.Database.ExecuteSqlAsync($"select from review_cycle where id = {cycle} for share", ct));
        return new CycleHold(own);
    }

    /// <summary>Ends the hold with what was saved.</summary>
    public Task Commit(CancellationToken ct) => _own?.CommitAsync(ct) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
