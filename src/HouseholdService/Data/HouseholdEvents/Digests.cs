using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.HouseholdService.Data.HouseholdEvents;

/// <summary>Digests of rows as the database states them.</summary>
internal static class Digests
{
    /// <summary>SHA-256 over what the rows state, without counters and stamps.</summary>
    public static Task<string> Digest(this HouseholdDb db, Guid[] households, Guid[] members, CancellationToken ct) =>
        db.Database.SqlQuery<string>($"""select registry_digest({households}, {members}) as "Value" """).SingleAsync(ct);

    /// <summary>The same of each household with all its people, who are named with it.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="households">Households of one province.</param>
    /// <param name="province">Where their rows lie now.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Dictionary<Guid, HouseholdDigest>> DigestsOf(this HouseholdDb db, Guid[] households, string province, CancellationToken ct) =>
        await db.Database.SqlQuery<HouseholdDigest>($"""select household_id, members, digest from registry_digests({households}, {province})""")
            .ToDictionaryAsync(one => one.HouseholdId, ct);
}

/// <summary>What a household and its people state.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Members">Its people, also who left, in order of id.</param>
/// <param name="Digest">SHA-256 over all their rows.</param>
internal sealed record HouseholdDigest(Guid HouseholdId, Guid[] Members, string Digest);
