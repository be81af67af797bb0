using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Counts attempts to sign in under a name, whether an account has it or not, on all instances together. An attempt is counted before it is examined, so that a hundred
/// at the same moment are not a hundred free ones. From the fifth on the wait doubles, up to a quarter of an hour: long enough against guessing, short enough that a
/// stranger cannot keep an officer from work for a day.
/// </summary>
internal sealed class SignInAttempts(IdentityDb db, StorageKeys keys, TimeProvider clock)
{
    private const string Purpose = "sign-in-name";

    /// <summary>Seconds to wait, or null when this attempt may be examined.</summary>
    public async Task<int?> Enter(string name, CancellationToken ct)
    {
        var (mark, now) = (Mark(name), clock.GetUtcNow());
        var dayAgo = now - TimeSpan.FromDays(1);
        var entered = await db.Database.ExecuteSqlAsync(
            $"""
            insert into sign_in_attempt as known (name_hash, failures, last_at) values ({mark}, 1, {now})
            on conflict (name_hash) do update set
              failures = case when known.last_at < {dayAgo} then 1 else known.failures + 1 end,
              last_at = {now},
              wait_until = case when known.last_at >= {dayAgo} and known.failures + 1 >= 5
                then {now} + least(interval '15 minutes', interval '30 seconds' * power(2, least(known.failures - 4, 10))) end
            where known.wait_until is null or known.wait_until <= {now}
            """, ct);
        if (entered == 1)
            return null;
        var until = await db.Database.SqlQuery<DateTimeOffset?>($"""select wait_until as "Value" from sign_in_attempt where name_hash = {mark}""").FirstOrDefaultAsync(ct);
        return Math.Max(1, (int)Math.Ceiling(((until ?? now) - now).TotalSeconds));
    }

    /// <summary>After a complete sign-in the count begins anew.</summary>
    public Task Forget(string name, CancellationToken ct)
    {
        var (mark, weekAgo) = (Mark(name), clock.GetUtcNow() - TimeSpan.FromDays(7));
        return db.Database.ExecuteSqlAsync($"delete from sign_in_attempt where name_hash = {mark} or last_at < {weekAgo}", ct);
    }

    private byte[] Mark(string name) => keys.Marks(Purpose, name)[0];
}
