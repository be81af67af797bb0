using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>Digests of rows as the database states them.</summary>
internal static class Digests
{
    /// <summary>SHA-256 over what the rows state, without counters and stamps.</summary>
    public static Task<string> Digest(this HouseholdDb db, Guid[] households, Guid[] members, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"""select registry_digest({households}, {members}) as "Value" """).SingleAsync(ct);
}
