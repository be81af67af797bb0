using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PovertyPlatform.Messaging.Outbox;

/// <summary>Raises the signal when what a context published is committed.</summary>
internal sealed class CommitInterceptor(OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        Saved(eventData.Context);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Saved(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => signal.RaiseFor(eventData.Context);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        signal.RaiseFor(eventData.Context);
        return Task.CompletedTask;
    }

    private void Saved(DbContext? db)
    {
        // Inside an open transaction nothing is committed yet.
        if (db?.Database.CurrentTransaction is null)
            signal.RaiseFor(db);
    }
}
