using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Lists;
using PovertyPlatform.HouseholdService.Domain.Standards;

namespace PovertyPlatform.HouseholdService.Data.Lists;

/// <summary>Writes the entries of a draft; call inside a transaction that holds <see cref="ListQueries.LockList"/>.</summary>
internal static class ListDrafts
{
    /// <summary>Replaces the entries of the draft by what the registry says now.</summary>
    public static async Task Fill(this HouseholdDb db, PovertyList list, Standard standard, CancellationToken ct)
    {
        var entries = ListDraft.Of(list, standard, await db.Candidates(list, ct));
        await db.ListEntries.Where(entry => entry.ListId == list.Id).ExecuteDeleteAsync(ct);
        list.Count(entries);
        db.ListEntries.AddRange(entries);
    }
}
