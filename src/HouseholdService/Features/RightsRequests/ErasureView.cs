using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Domain.Privacy;

namespace PovertyPlatform.HouseholdService.Features.RightsRequests;

/// <summary>A certificate of erasure.</summary>
/// <param name="Id">The certificate.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="MemberId">The one person, or null for the household.</param>
/// <param name="RequestId">Request that it carries out.</param>
/// <param name="Ground">Legal ground.</param>
/// <param name="ErasedAt">When (UTC).</param>
/// <param name="Digest">HMAC-SHA-256 of what was erased, lower-case hex.</param>
/// <param name="Rows">How many rows of each kind were reached.</param>
/// <param name="ProofKey">Key of the digest, lower-case hex: told once, with the erasure, for the person; kept nowhere.</param>
[PersonalData(DataClass.P1)]
public sealed record ErasureView(
    Guid Id, Guid HouseholdId, Guid? MemberId, Guid? RequestId, string Ground, DateTimeOffset ErasedAt, string Digest, IReadOnlyDictionary<string, long> Rows, string? ProofKey)
{
    /// <summary>The certificate with its counts.</summary>
    public static async Task<ErasureView> Of(HouseholdDb db, ErasureCertificate row, byte[]? key, CancellationToken ct) => new(
        row.Id, row.HouseholdId, row.MemberId, row.RequestId, row.Ground, row.ErasedAt, Convert.ToHexStringLower(row.Digest),
        await db.ErasureCounts.AsNoTracking().Where(count => count.CertificateId == row.Id).ToDictionaryAsync(count => count.Kind, count => count.Rows, ct),
        key is null ? null : Convert.ToHexStringLower(key));
}
