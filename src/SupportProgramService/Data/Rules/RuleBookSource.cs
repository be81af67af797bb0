using Microsoft.EntityFrameworkCore;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>The compiled rules of this process. It looks for a newer revision now and then, so that a load reaches every instance without a restart.</summary>
public sealed class RuleBookSource(IDbContextFactory<SupportDb> contexts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Loaded? _loaded;

    /// <summary>The rules, at most a few seconds behind the database.</summary>
    /// <exception cref="InvalidOperationException">No rules are loaded, or the stored ones have faults.</exception>
    public ValueTask<RuleBook> Current(CancellationToken ct) => IsFresh(_loaded) ? new(_loaded!.Book) : new(Look(always: false, ct));

    /// <summary>The rules as the database has them at this moment.</summary>
    public Task<RuleBook> Newest(CancellationToken ct) => Look(always: true, ct);

    public void Dispose() => _one.Dispose();

    private bool IsFresh(Loaded? loaded) => loaded is not null && clock.GetElapsedTime(loaded.LookedAt) < LookAgain;

    private async Task<RuleBook> Look(bool always, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (!always && IsFresh(_loaded))
                return _loaded!.Book;
            var lookedAt = clock.GetTimestamp();
            await using var db = await contexts.CreateDbContextAsync(ct);
            var revision = await db.RuleBooks.Select(book => (long?)book.Revision).SingleOrDefaultAsync(ct)
                ?? throw new InvalidOperationException("No rules are loaded; run the migrate step.");
            var known = _loaded;
            var book = known?.Revision == revision ? known.Book : await Compile(db, ct);
            _loaded = new Loaded(book, revision, lookedAt);
            return book;
        }
        finally
        {
            _one.Release();
        }
    }

    private static async Task<RuleBook> Compile(SupportDb db, CancellationToken ct)
    {
        // One snapshot: a load that commits between two of the reads must not mix old rows with new ones.
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var data = new RuleData(
            await Rows(db.Programmes.OrderBy(row => row.Code), "programme", ct),
            await Rows(db.Rules.OrderBy(row => row.ProgrammeCode).ThenBy(row => row.Step), "programme_rule", ct),
            await Rows(db.BaseRates.OrderBy(row => row.Ordinal), "base_rate", ct),
            await Rows(db.Rates.OrderBy(row => row.Ordinal), "programme_rate", ct));
        var (book, faults) = RuleBookCompiler.Compile(data);
        return book ?? throw new InvalidOperationException($"The stored rules have faults: {string.Join("; ", faults)}");
    }

    private static async Task<List<Sourced<T>>> Rows<T>(IQueryable<T> rows, string table, CancellationToken ct)
        where T : class =>
        [.. (await rows.AsNoTracking().ToListAsync(ct)).Select((row, at) => new Sourced<T>(row, table, at + 1))];

    private sealed record Loaded(RuleBook Book, long Revision, long LookedAt);
}
