using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>
/// Proof that personal data was erased: of whom (by id), by whom, when, on which ground, how many rows, and a keyed digest of what it was. The key is given to the person
/// once and kept nowhere, so that the person can prove what was erased and nobody else can try names against the digest.
/// </summary>
[PersonalData(DataClass.P1)]
public sealed class ErasureCertificate : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>The one person; null for the whole household.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>Request that it carries out; null by the rules of retention.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>Legal ground.</summary>
    public required string Ground { get; init; }

    /// <summary>Subject of the token that erased.</summary>
    public required string ErasedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset ErasedAt { get; init; }

    /// <summary>HMAC-SHA-256 of what was erased.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>A fresh key and the digest under it of these lines, ordered by their text and joined by line feeds, in UTF-8.</summary>
    public static (byte[] Key, byte[] Digest) Prove(IEnumerable<string> lines)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return (key, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
    }
}

/// <summary>How many rows of a kind an erasure reached.</summary>
[Nationwide("Holds counts of a certificate, which is bound to its area.")]
[PersonalData(DataClass.P1)]
public sealed class ErasureCount
{
    /// <summary>The certificate.</summary>
    public Guid CertificateId { get; init; }

    /// <summary>Kind of row.</summary>
    public required string Kind { get; init; }

    /// <summary>How many.</summary>
    public long Rows { get; init; }
}
