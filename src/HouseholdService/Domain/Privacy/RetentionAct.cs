using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Privacy;

/// <summary>Proof that a rule of retention was applied in a commune: which version, how many records, and a digest over their identities. No personal data.</summary>
[PersonalData(DataClass.P1)]
public sealed class RetentionAct : IAreaBound
{
    /// <summary>Province.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Class of the rule.</summary>
    public required string RuleCode { get; init; }

    /// <summary>Province of the rule; empty for the country.</summary>
    public required string RuleProvince { get; init; }

    /// <summary>First day of the rule's version.</summary>
    public DateOnly RuleValidFrom { get; init; }

    /// <summary>Months that it demanded.</summary>
    public int Months { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>Legal day on which the period was over.</summary>
    public DateOnly OnDay { get; init; }

    /// <summary>Records reached.</summary>
    public int Rows { get; init; }

    /// <summary>SHA-256 over their identities, one a line, ordered.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset DoneAt { get; init; }

    /// <summary>The digest over identities, as the database makes it.</summary>
    public static byte[] DigestOf(IEnumerable<string> keys) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys.Order(StringComparer.Ordinal))));
}
