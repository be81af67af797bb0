using System.Globalization;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>
/// Holds endings against their copies, their chain, their key and the rules of the deployment, and then, seal by seal, against the entries that are gone: an ending that took
/// others than it says, or that no rule allowed, explains nothing away.
/// </summary>
internal sealed class EndingVerification : IDisposable
{
    private readonly List<(TrailEnding Ending, EndedParts Parts, EndedDigest Digest)> _endings = [];

    private EndingVerification()
    {
    }

    /// <summary>Months that were ended.</summary>
    public int Months => _endings.Count;

    /// <summary>Entries that were found to be ended.</summary>
    public long Entries => _endings.Sum(one => one.Digest.Entries);

    public static EndingVerification Begin(
        string trail, List<TrailEnding> copies, List<TrailEnding> all, Dictionary<string, SealKey> keys, Func<TrailRules> rulesOf, List<TrailFinding> findings)
    {
        var (verification, stored) = (new EndingVerification(), all.ToDictionary(ending => ending.Number));
        var endings = copies.Concat(all.Where(ending => copies.Count == 0 || ending.Number > copies[^1].Number)).ToList();
        var rules = endings.Count == 0 ? null : rulesOf();
        TrailEnding? before = null;
        foreach (var ending in endings)
        {
            var faults = findings.Count;
            if (ending.Trail != trail || ending.Number != (before?.Number ?? 0) + 1 || ending.Previous != (before?.Chained() ?? AuditSeal.NoPrevious))
                findings.Add(Found("ending-chain", ending));
            if (!keys.TryGetValue(ending.KeyId, out var key) || !key.Verifies(ending.Payload(), Convert.FromBase64String(ending.Signature)))
                findings.Add(Found("ending-signature", ending));
            else if (!ending.WasDue(rules!))
                findings.Add(Found("ending-rule", ending));
            if (!stored.TryGetValue(ending.Number, out var kept))
                findings.Add(Found("ending-missing", ending));
            else if (kept != ending)
                findings.Add(Found("ending-altered", ending));
            // One that is missing or altered in the database is still proven by its copy; without chain, key or rule it proves nothing.
            if (findings.Skip(faults).All(finding => finding.Kind is "ending-missing" or "ending-altered"))
                verification._endings.Add((ending, EndedParts.Parse(ending.Parts), new EndedDigest()));
            before = ending;
        }

        return verification;
    }

    /// <summary>True when an ending took something of this seal.</summary>
    public bool Touches(long seal) => _endings.Exists(one => one.Parts.Touches(seal));

    /// <summary>True when the entry was ended; asked for each entry once, in order.</summary>
    public bool Take(long seal, int index, TrailLeaf leaf)
    {
        if (_endings.Find(one => one.Parts.Covers(seal, index)) is not { Digest: { } digest })
            return false;
        digest.Add(leaf);
        return true;
    }

    /// <summary>After the last seal: did every ending take what it says?</summary>
    public void Finish(List<TrailFinding> findings) => findings.AddRange(_endings
        .Where(one => one.Digest.Entries != one.Ending.Entries || Convert.ToHexStringLower(one.Digest.Value()) != one.Ending.Digest).Select(one => Found("ending-content", one.Ending)));

    public void Dispose()
    {
        foreach (var (_, _, digest) in _endings)
            digest.Dispose();
    }

    private static TrailFinding Found(string kind, TrailEnding ending)
    {
        var month = ending.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return new TrailFinding(kind, ending.Number, month, month, null, ending.Entries, ending.EndedAt);
    }
}
