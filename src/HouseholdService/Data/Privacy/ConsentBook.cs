using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>
/// What people said yes to, asked of the database each time, so that a withdrawal counts at once. It fails closed: an unknown kind, a kind not in force, an expired or
/// withdrawn consent, a restriction, or a household outside the caller's areas allow nothing.
/// </summary>
internal sealed class ConsentBook(HouseholdDb db, ReferenceBook book, TimeProvider clock)
{
    /// <summary>True when the household (or the one person) allows this now.</summary>
    public async Task<bool> Allows(string kind, Guid householdId, Guid? memberId, CancellationToken ct) => (await AllowedBy(householdId, memberId, ct)).Contains(kind);

    /// <summary>Codes of everything that the household (or the one person) allows now.</summary>
    public async Task<IReadOnlySet<string>> AllowedBy(Guid householdId, Guid? memberId, CancellationToken ct)
    {
        var today = clock.Today();
        var inForce = (await book.Open(ct)).ConsentKinds.Where(kind => kind.IsInForceOn(today)).Select(kind => kind.Code).ToHashSet(StringComparer.Ordinal);
        if ((await db.RestrictionsNow(householdId, ct)).Exists(row => row.MemberId is null || row.MemberId == memberId))
            return new HashSet<string>();
        var given = await db.Consents.AsNoTracking()
            .Where(row => row.HouseholdId == householdId && row.MemberId == memberId && row.WithdrawnOn == null && row.GivenOn <= today && today <= row.Until)
            .Select(row => row.KindCode).Distinct().ToListAsync(ct);
        inForce.IntersectWith(given);
        return inForce;
    }
}
