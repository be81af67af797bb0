namespace PovertyPlatform.IdentityService.Domain;

/// <summary>
/// What became of the units that grants name. A code is reused for other units, so code and day together name one. Only what is certain counts: whoever might live in either of two
/// successors is nobody's until somebody grants the new area.
/// </summary>
/// <param name="changes">Successions that touch the units asked about, and those before and after them.</param>
/// <param name="spans">Days of all units that bear or bore one of their codes.</param>
public sealed class Successions(IReadOnlyCollection<AreaSuccession> changes, IReadOnlyCollection<AreaSpan> spans)
{
    private const int MostSteps = 8;

    /// <summary>The commune of today in which everybody of the unit lives; null when there is no such commune.</summary>
    /// <param name="code">Code on that day.</param>
    /// <param name="on">The day on which the code named the unit.</param>
    /// <param name="today">Today.</param>
    public (string Code, string Province)? Commune(string code, DateOnly on, DateOnly today)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var after = changes.Where(change => change.OldCode == code && change.ChangedOn > on && change.ChangedOn <= today).ToList();
            if (after.Count == 0)
                return spans.FirstOrDefault(span => span.Code == code && span.IsOn(on) && span.IsOn(today)) is { } same ? (code, same.Province) : null;
            var first = after.Min(change => change.ChangedOn);
            if (after.Where(change => change.ChangedOn == first && change.IsCertain).ToList() is not [var only])
                return null;
            (code, on) = (only.NewCode, first);
        }

        return null;
    }

    /// <summary>The province of today into which all communes of the province went; null when there is none.</summary>
    public string? Province(string code, DateOnly on, DateOnly today)
    {
        var after = changes.Where(change => change.OldProvinceCode == code && change.ChangedOn > on && change.ChangedOn <= today).ToList();
        if (after.Count == 0)
            return spans.Any(span => span.Code == code && span.IsProvince && span.IsOn(on) && span.IsOn(today)) ? code : null;
        return after.Select(change => change.NewProvinceCode).Distinct().ToList() is [var only] ? only : null;
    }

    /// <summary>Codes of communes that went wholly into a commune of today and that no unit bears today: what is still recorded under them is the new commune's.</summary>
    public IEnumerable<string> Before(string commune, DateOnly today)
    {
        var (found, look) = (new SortedSet<string>(StringComparer.Ordinal), new Queue<(string Code, DateOnly Until)>([(commune, today)]));
        while (look.TryDequeue(out var next))
            foreach (var change in changes.Where(change => change.NewCode == next.Code && change.ChangedOn <= next.Until && IsWhole(change)))
                if (change.OldCode != next.Code && found.Add(change.OldCode))
                    look.Enqueue((change.OldCode, change.ChangedOn.AddDays(-1)));
        return found.Where(code => !spans.Any(span => span.Code == code && !span.IsProvince && span.IsOn(today)));
    }

    /// <summary>Codes of provinces that went wholly into a province of today and that none bears today.</summary>
    public IEnumerable<string> ProvincesBefore(string province, DateOnly today) => changes.Where(change => change.NewProvinceCode == province && change.ChangedOn <= today)
        .Select(change => change.OldProvinceCode).Distinct()
        .Where(old => old != province && changes.Where(change => change.OldProvinceCode == old).All(change => change.NewProvinceCode == province) && !spans.Any(span => span.Code == old && span.IsProvince && span.IsOn(today)))
        .Order(StringComparer.Ordinal);

    private bool IsWhole(AreaSuccession change) => change.IsCertain && !changes.Any(other => other.OldCode == change.OldCode && other.ChangedOn == change.ChangedOn && other.NewCode != change.NewCode);
}

/// <summary>A code of a commune or province with the days on which it named one unit.</summary>
/// <param name="Code">Code.</param>
/// <param name="Province">Province of the unit; itself for a province.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null today.</param>
public sealed record AreaSpan(string Code, string Province, DateOnly From, DateOnly? To)
{
    /// <summary>True for a province.</summary>
    public bool IsProvince => Code.Length == 2;

    /// <summary>True on a day of its time.</summary>
    public bool IsOn(DateOnly day) => From <= day && (To is null || day <= To);
}
