using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>
/// The proof that a month of the trail was ended by rule: which entries of which seals, a digest over them in their order, the rules and months, the day; chained to the ending
/// before and signed with the key of the seals. This is also what is copied outside.
/// </summary>
/// <param name="Trail">Name of the trail.</param>
/// <param name="Number">Number in the chain of endings.</param>
/// <param name="Month">First day of the month.</param>
/// <param name="Entries">Entries that were ended.</param>
/// <param name="Digest">SHA-256 over places and digests of the entries in their order, lower-case hex.</param>
/// <param name="Parts">Which entries, see <see cref="EndedParts"/>.</param>
/// <param name="Rules">Versions of the rules, separated by <c>; </c>.</param>
/// <param name="Months">The longest of their periods.</param>
/// <param name="OnDay">Day in Viet Nam on which the period was over.</param>
/// <param name="Previous">Digest of the ending before.</param>
/// <param name="EndedAt">When (UTC).</param>
/// <param name="KeyId">Key that signed.</param>
/// <param name="Signature">ES256 over all of it, base64.</param>
internal sealed record TrailEnding(
    string Trail, long Number, DateOnly Month, long Entries, string Digest, string Parts, string Rules, int Months, DateOnly OnDay, string Previous, DateTimeOffset EndedAt, string KeyId, string Signature)
{
    public const string BetweenRules = "; ";

    /// <summary>What is signed.</summary>
    public byte[] Payload() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"povertyplatform audit ending 1\n{Trail}\n{Number}\n{Month:yyyy-MM-dd}\n{Entries}\n{Digest}\n{Parts}\n{Rules}\n{Months}\n{OnDay:yyyy-MM-dd}\n{Previous}\n{EndedAt.UtcTicks / TimeSpan.TicksPerMicrosecond}\n{KeyId}\n"));

    /// <summary>What the next ending names as the one before.</summary>
    public string Chained() => Convert.ToHexStringLower(SHA256.HashData([.. Payload(), .. Convert.FromBase64String(Signature)]));

    /// <summary>True when the months of its rules had passed, and the rules were in force in the file of the deployment.</summary>
    public bool WasDue(TrailRules rules) => OnDay > TrailRules.EndsAfter(Month, Months) && OnDay <= VietnamDay.Of(EndedAt) && Rules.Length > 0 && Rules.Split(BetweenRules).All(version => rules.Knows(version, OnDay)
        && int.Parse(version.Split(' ')[^1], CultureInfo.InvariantCulture) <= Months);

    public static TrailEnding Of(string trail, TrailEnding? before, DateOnly month, long entries, byte[] digest, EndedParts parts, string rules, int months, DateOnly onDay, SealKey key, DateTimeOffset now)
    {
        // The database keeps microseconds.
        var at = new DateTimeOffset(now.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        var open = new TrailEnding(trail, (before?.Number ?? 0) + 1, month, entries, Convert.ToHexStringLower(digest), parts.ToString(), rules, months, onDay, before?.Chained() ?? AuditSeal.NoPrevious, at, key.Id, "");
        return open with { Signature = Convert.ToBase64String(key.Sign(open.Payload())) };
    }
}
