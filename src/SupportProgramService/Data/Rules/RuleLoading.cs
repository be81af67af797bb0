using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>Brings the rules of reference/programmes into the database, all or nothing.</summary>
public static class RuleLoading
{
    /// <summary>Loads the folder; the same data again changes nothing.</summary>
    /// <exception cref="InvalidOperationException">The data has faults; the message names file and row of each.</exception>
    public static async Task Load(SupportDb db, string folder, TimeProvider clock, CancellationToken ct)
    {
        var (data, faults) = ProgrammeFiles.Read(folder);
        if (faults.Count == 0)
            faults = RuleBookCompiler.Compile(data).Faults;
        if (faults.Count == 0)
            faults = await VersionsInUse(db, data, ct);
        if (faults.Count > 0)
            throw new InvalidOperationException($"The rules were not loaded:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");

        await Merge(db, db.Programmes, data.Programmes, row => (row.Code, row.RuleVersion), ct);
        await Merge(db, db.Rules, data.Rules, row => (row.ProgrammeCode, row.RuleVersion, row.Step), ct);
        await Merge(db, db.BaseRates, data.BaseRates, row => row.Ordinal, ct);
        await Merge(db, db.Rates, data.Rates, row => row.Ordinal, ct);
        if (!db.ChangeTracker.HasChanges())
            return;
        var now = clock.GetUtcNow();
        var hash = RuleHash.Of(data);
        var book = await db.RuleBooks.SingleOrDefaultAsync(ct);
        if (book is null)
            db.RuleBooks.Add(book = new RuleBookRecord { Hash = hash });
        book.Hash = hash;
        book.Revision++;
        book.LoadedAt = now;
        db.Audit(AuditEntry.Of(Actor.System("support"), "rules.load", "rule-book", Guid.Empty, now, purpose: hash));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A rule version on which a grant rests must keep deciding the same: change the law by a new version.</summary>
    private static async Task<IReadOnlyList<RuleFault>> VersionsInUse(SupportDb db, RuleData data, CancellationToken ct)
    {
        var stored = await db.Programmes.AsNoTracking().ToListAsync(ct);
        var storedRules = (await db.Rules.AsNoTracking().ToListAsync(ct)).ToLookup(rule => (rule.ProgrammeCode, rule.RuleVersion), RuleHash.Decisive);
        var newRules = data.Rules.ToLookup(row => (row.Value.ProgrammeCode, row.Value.RuleVersion), row => RuleHash.Decisive(row.Value));
        var faults = new List<RuleFault>();
        foreach (var old in stored)
        {
            var row = data.Programmes.FirstOrDefault(row => row.Value.Code == old.Code && row.Value.RuleVersion == old.RuleVersion);
            var key = (old.Code, old.RuleVersion);
            if (row.Value is not null && RuleHash.Decisive(row.Value) == RuleHash.Decisive(old) && newRules[key].Order().SequenceEqual(storedRules[key].Order()))
                continue;
            if (!await db.Grants.IgnoreQueryFilters().AnyAsync(grant => grant.ProgrammeCode == old.Code && grant.RuleVersion == old.RuleVersion, ct))
                continue;
            faults.Add(row.Value is null
                ? new RuleFault("programmes/programmes.csv", 0, $"{old.Code} {old.RuleVersion} is missing, but grants rest on it: close it with valid_to instead")
                : new RuleFault(row.File, row.Row, $"{old.Code} {old.RuleVersion} decides differently now, but grants rest on it: close it with valid_to and add a new rule_version"));
        }

        return faults;
    }

    private static async Task Merge<T, TKey>(SupportDb db, DbSet<T> set, IReadOnlyList<Sourced<T>> rows, Func<T, TKey> key, CancellationToken ct)
        where T : class
        where TKey : notnull
    {
        var stored = await set.ToDictionaryAsync(key, ct);
        foreach (var row in rows.Select(row => row.Value))
        {
            if (stored.Remove(key(row), out var old))
                db.Entry(old).CurrentValues.SetValues(row);
            else
                set.Add(row);
        }

        set.RemoveRange(stored.Values);
    }
}
