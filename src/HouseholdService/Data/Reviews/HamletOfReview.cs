using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>The hamlet for which a meeting is held or results are posted.</summary>
internal static class HamletOfReview
{
    /// <summary>Its number, or null when the registry knows no household there; refused when the caller has other hamlets than this one, and not the commune.</summary>
    /// <param name="db">The registry, in the caller's areas.</param>
    /// <param name="cycle">The review.</param>
    /// <param name="name">The hamlet as typed, or null for the whole commune.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<(string? Code, Refusal? Refusal)> HamletOf(this HouseholdDb db, ReviewCycle cycle, string? name, CancellationToken ct)
    {
        var search = SearchName.Of(name ?? "");
        var code = search.Length == 0 ? null
            : await db.Hamlets.Where(hamlet => hamlet.CommuneCode == cycle.CommuneCode && hamlet.NameSearch == search).Select(hamlet => hamlet.HamletCode).FirstOrDefaultAsync(ct);
        return db.Area.Contains(cycle.ProvinceCode, cycle.CommuneCode) || (code is not null && db.Area.Hamlets.Contains(code)) ? (code, null) : (null, Refusal.AreaOutside);
    }
}
