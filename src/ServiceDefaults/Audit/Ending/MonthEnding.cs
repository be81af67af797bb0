using System.Globalization;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit.Sealing;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ServiceDefaults.Audit.Ending;

/// <summary>
/// Ends months of a trail whose time is over by rule. It is a step of its own under the owner's login, never the service's: what runs all day has no right to take a line away.
/// Nothing is ended of a trail that is not whole: an ending must not hide what was done to it before.
/// </summary>
internal sealed class MonthEnding(string trail, SealStore seals, EndingStore endings, SealExport export, TrailRules rules, TimeProvider clock)
{
    /// <summary>Provinces in which an order to keep data holds; null for a trail that follows another one.</summary>
    public IReadOnlyCollection<string>? Held { get; init; }

    /// <summary>Endings of the trail that goes first and knows the orders to keep data, where this one does not.</summary>
    public IReadOnlyList<TrailEnding>? First { get; init; }

    /// <summary>What is due on the clock's day.</summary>
    /// <param name="key">Ends what is due under this key; null only tells.</param>
    /// <param name="ct">Stops between months; what was committed stays ended.</param>
    public async Task<EndingReport> Run(SealKey? key, CancellationToken ct)
    {
        var today = clock.Today();
        var months = new List<EndedMonth>();
        foreach (var month in await endings.MonthsBefore(today.AddDays(1 - today.Day), ct))
            months.Add(await Judge(month, today, ct));
        if (key is null || !months.Exists(month => month.State == EndedMonth.Due))
            return new EndingReport(trail, today, months, []);
        await CopyWhatACrashLeft(ct);
        var report = await TrailVerification.Run(trail, seals, endings, export, () => rules, ct);
        if (report.Findings.Count > 0)
            return new EndingReport(trail, today, [.. months.Select(month => month.State == EndedMonth.Due ? month with { State = EndedMonth.Refused, Why = "the trail is not as it was sealed" } : month)], report.Findings);
        for (var at = 0; at < months.Count; at++)
            if (months[at].State == EndedMonth.Due)
                months[at] = await End(months[at], today, key, ct);
        return new EndingReport(trail, today, months, []);
    }

    private async Task<EndedMonth> Judge(DateOnly month, DateOnly today, CancellationToken ct)
    {
        var (entries, provinces) = await endings.Content(month, ct);
        EndedMonth As(string state, string? why, string used = "", int months = 0) => new(month, entries, state, why, used, months);
        var own = provinces.Select(province => (Province: province, Rule: rules.For(province, today))).ToList();
        if (own.Find(pair => pair.Rule is null) is { Province: { } without })
            return As(EndedMonth.Kept, $"no rule is in force for province {without}");
        List<TrailRule> used = [.. own.Select(pair => pair.Rule!)];
        var before = First?.FirstOrDefault(ending => ending.Month == month);
        if (First is not null && before is null)
            return As(EndedMonth.Kept, "the month has not ended in the trail that goes first");
        // A month that names no province follows the trail that goes first; there, every rule in force must have come to its end.
        if (used.Count == 0 && before is null)
            used = [.. rules.On(today)];
        var longest = Math.Max(used.Count == 0 ? 0 : used.Max(rule => rule.Months!.Value), before?.Months ?? 0);
        var versions = string.Join(TrailEnding.BetweenRules, used.Select(rule => rule.Version).Concat(before?.Rules.Split(TrailEnding.BetweenRules) ?? [])
            .Distinct().Where(version => rules.Knows(version, today)).Order(StringComparer.Ordinal));
        if (versions.Length == 0)
            return As(EndedMonth.Kept, "no rule is in force");
        if (today <= TrailRules.EndsAfter(month, longest))
            return As(EndedMonth.Kept, string.Create(CultureInfo.InvariantCulture, $"kept until {TrailRules.EndsAfter(month, longest):yyyy-MM-dd}"), versions, longest);
        if (Held is { Count: > 0 } && (provinces.Length == 0 || provinces.Any(Held.Contains)))
            return As(EndedMonth.Held, "an order to keep data is in force", versions, longest);
        return As(EndedMonth.Due, null, versions, longest);
    }

    private async Task<EndedMonth> End(EndedMonth month, DateOnly today, SealKey key, CancellationToken ct)
    {
        using var digest = new EndedDigest();
        var (parts, newest) = (new EndedParts(), 0L);
        EndedMonth Refused(string why) => month with { State = EndedMonth.Refused, Why = why };
        if (month.Entries > 0)
        {
            var (first, last) = await endings.Bounds(month.Month, ct);
            AuditSeal? before = null;
            foreach (var seal in await seals.SealsAfter(0, ct))
            {
                if (TrailPlace.Parse(seal.Last).CompareTo(first) >= 0 && TrailPlace.Parse(seal.First).CompareTo(last) <= 0)
                {
                    if (!await Collect(month.Month, before, seal, parts, digest, ct))
                        return Refused(string.Create(CultureInfo.InvariantCulture, $"the digests beside seal {seal.Number} are not those that were sealed"));
                    newest = seal.Number;
                }

                before = seal;
            }
        }

        // What has no seal yet, or no copy outside, cannot be ended.
        if (digest.Entries != month.Entries)
            return Refused(string.Create(CultureInfo.InvariantCulture, $"{month.Entries - digest.Entries} entries are under no seal"));
        if (export.LastNumber() < newest)
            return Refused(string.Create(CultureInfo.InvariantCulture, $"seal {newest} is not copied outside yet"));
        var (chain, now) = (await endings.All(ct), clock.GetUtcNow());
        var ending = TrailEnding.Of(trail, chain.LastOrDefault(), month.Month, digest.Entries, digest.Value(), parts, month.Rules, month.Months, today, key, now);
        var line = AuditEntry.Of(Actor.System(trail), "trail.end-month", "trail-month", Guid.CreateVersion7(), now, purpose: string.Create(CultureInfo.InvariantCulture, $"{month.Month:yyyy-MM}: {month.Rules}"));
        await endings.End(ending, line, ct);
        export.Endings.Append([ending]);
        return month with { State = EndedMonth.Ended };
    }

    private async Task<bool> Collect(DateOnly month, AuditSeal? before, AuditSeal seal, EndedParts parts, EndedDigest digest, CancellationToken ct)
    {
        var places = await endings.Places(month, before is null ? default : TrailPlace.Parse(before.Last), TrailPlace.Parse(seal.Last), ct);
        if (places.Count == 0)
            return true;
        var leaves = await seals.LeavesOf(seal.Number, ct);
        if (leaves.Count != seal.Entries || Convert.ToHexStringLower(MerkleTree.Root(leaves.ConvertAll(leaf => leaf.Digest))) != seal.Root)
            return false;
        parts.Add(seal.Number, leaves.ConvertAll(leaf => places.Contains(leaf.Place)));
        foreach (var leaf in leaves.Where(leaf => places.Contains(leaf.Place)))
            digest.Add(leaf);
        return true;
    }

    private async Task CopyWhatACrashLeft(CancellationToken ct)
    {
        var copied = export.Endings.LastNumber();
        var stored = await endings.All(ct);
        if (stored.Count > copied)
            export.Endings.Append(stored.Where(ending => ending.Number > copied));
    }
}

/// <summary>What became of a month of a trail.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Entries">Its entries.</param>
/// <param name="State"><c>ended</c>; <c>due</c> where nothing was to be ended yet; <c>kept</c> by or without a rule; <c>held</c> by an order; <c>refused</c>.</param>
/// <param name="Why">Why it was not ended, or null.</param>
/// <param name="Rules">Versions of the rules, separated by <c>; </c>.</param>
/// <param name="Months">The longest of their periods; 0 without a rule.</param>
public sealed record EndedMonth(DateOnly Month, long Entries, string State, string? Why, string Rules, int Months)
{
    internal const string Ended = "ended";
    internal const string Due = "due";
    internal const string Kept = "kept";
    internal const string Held = "held";
    internal const string Refused = "refused";
}

/// <summary>What a step that ends months did.</summary>
/// <param name="Trail">Name of the trail.</param>
/// <param name="Day">Day in Viet Nam.</param>
/// <param name="Months">Every month that is over, oldest first.</param>
/// <param name="Findings">What is wrong with the trail, so that nothing was ended.</param>
public sealed record EndingReport(string Trail, DateOnly Day, IReadOnlyList<EndedMonth> Months, IReadOnlyList<TrailFinding> Findings);
