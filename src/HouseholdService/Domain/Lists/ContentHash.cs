using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Lists;

/// <summary>Fingerprint of a list, so that registry and partner can tell whether they hold the same one.</summary>
public static class ContentHash
{
    /// <summary>
    /// SHA-256 in lower-case hex over one line <c>household-id:Class\n</c> per entry (id with hyphens in lower case, class by its name), ordered by the id's text.
    /// </summary>
    public static string Of(IEnumerable<(Guid HouseholdId, PovertyClass Class)> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in entries.Select(entry => $"{entry.HouseholdId:D}:{entry.Class}\n").Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.ASCII.GetBytes(line));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
