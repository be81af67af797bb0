using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Reviews;

/// <summary>The hamlet for which a meeting is held or results are posted.</summary>
internal static class HamletOfReview
{
    /// <summary>Its number, or null when the registry knows no household there; refused when the caller has other hamlets than this one, and not the commune.</summary>
    /// <param name="db">The registry, in the caller's areas.</param>
    /// <param name="of">The review, or the list.</param>
    /// <param name="name">The hamlet as typed, or null for the whole commune.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<(string? Code, Refusal? Refusal)> HamletOf(this HouseholdDb db, IAreaBound of, string? name, CancellationToken ct)
    {
        var search = SearchName.Of(name ?? "");
        var code = search.Length == 0 ? null
            : await db.Hamlets.Where(hamlet => hamlet.CommuneCode == of.CommuneCode && hamlet.NameSearch == search).OrderBy(hamlet => hamlet.EndedOn != null).ThenByDescending(hamlet => hamlet.EndedOn).Select(hamlet => hamlet.HamletCode).FirstOrDefaultAsync(ct);
        return db.Area.Contains(of.ProvinceCode, of.CommuneCode) || (code is not null && db.Area.Hamlets.Contains(code)) ? (code, null) : (null, Refusal.AreaOutside);
    }
}
