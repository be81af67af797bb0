using PovertyPlatform.ServiceDefaults.Audit.Ending;

namespace PovertyPlatform.ServiceDefaults.Audit.Sealing;

/// <summary>
/// Holds a trail against the copies of its seals: every copy's signature and chain, every stored seal against its copy, every entry against its seal. What the
/// outside knows counts; of the stored seals only those count that are newer than the last copy, and they must continue its chain under a trusted key. Entries that are gone must
/// be exactly those that endings took (see <see cref="EndingVerification"/>).
/// </summary>
internal static class TrailVerification
{
    /// <summary>Verifies the trail.</summary>
    /// <param name="trail">Its name.</param>
    /// <param name="store">Entries and seals.</param>
    /// <param name="endings">Endings in the database.</param>
    /// <param name="export">The copies outside.</param>
    /// <param name="rules">Reads the rules of the deployment; asked only when something was ended.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<TrailReport> Run(string trail, SealStore store, EndingStore endings, SealExport export, Func<TrailRules> rules, CancellationToken ct)
    {
        var keys = export.TrustedKeys();
        var copies = export.Read();
        var stored = (await store.SealsAfter(0, ct)).ToDictionary(seal => seal.Number);
        var findings = new List<TrailFinding>();
        using var ended = EndingVerification.Begin(trail, export.Endings.Read(), await endings.All(ct), keys, rules, findings);
        AuditSeal? before = null;
        var seals = copies.Concat(stored.Values.Where(seal => copies.Count == 0 || seal.Number > copies[^1].Number).OrderBy(seal => seal.Number)).ToList();
        foreach (var seal in seals)
        {
            if (seal.Trail != trail || seal.Number != (before?.Number ?? 0) + 1 || seal.Previous != (before?.Digest() ?? AuditSeal.NoPrevious))
                findings.Add(Found("chain", seal));
            if (!keys.TryGetValue(seal.KeyId, out var key) || !key.Verifies(seal.Payload(), Convert.FromBase64String(seal.Signature)))
                findings.Add(Found("signature", seal));
            if (!stored.TryGetValue(seal.Number, out var kept))
                findings.Add(Found("seal-missing", seal));
            else if (kept != seal)
                findings.Add(Found("seal-altered", seal));
            await Entries(before, seal, store, ended, findings, ct);
            before = seal;
        }

        ended.Finish(findings);
        foreach (var key in keys.Values)
            key.Dispose();
        var unsealed = await store.CountAfter(before is null ? default : TrailPlace.Parse(before.Last), ct);
        return new TrailReport(trail, seals.Count, seals.Sum(seal => (long)seal.Entries), unsealed, findings, ended.Months, ended.Entries);
    }

    private static async Task Entries(AuditSeal? before, AuditSeal seal, SealStore store, EndingVerification ended, List<TrailFinding> findings, CancellationToken ct)
    {
        var present = await store.Between(before is null ? default : TrailPlace.Parse(before.Last), TrailPlace.Parse(seal.Last), ct);
        var isTouched = ended.Touches(seal.Number);
        if (!isTouched && present.Count == seal.Entries && RootOf(present) == seal.Root)
            return;
        var known = await store.LeavesOf(seal.Number, ct);
        if (known.Count == 0 || RootOf(known) != seal.Root)
        {
            // The digests beside the seal were changed too: the range is certain, the entry is not.
            findings.Add(Found("range", seal));
            return;
        }

        var now = present.ToDictionary(leaf => leaf.Place, leaf => leaf.Digest);
        for (var at = 0; at < known.Count; at++)
        {
            var leaf = known[at];
            // One that was ended and is there again stays in what is left below: somebody put it back.
            if (isTouched && ended.Take(seal.Number, at, leaf))
                continue;
            if (!now.Remove(leaf.Place, out var digest))
                findings.Add(Found("removed", seal, leaf.Place));
            else if (!digest.AsSpan().SequenceEqual(leaf.Digest))
                findings.Add(Found("altered", seal, leaf.Place));
        }

        findings.AddRange(now.Keys.Order().Select(place => Found("inserted", seal, place)));
    }

    private static string RootOf(List<TrailLeaf> leaves) => leaves.Count == 0 ? "" : Convert.ToHexStringLower(MerkleTree.Root(leaves.ConvertAll(leaf => leaf.Digest)));

    private static TrailFinding Found(string kind, AuditSeal seal, TrailPlace? place = null) =>
        new(kind, seal.Number, seal.First, seal.Last, place?.ToString(), seal.Entries, seal.SealedAt);
}
