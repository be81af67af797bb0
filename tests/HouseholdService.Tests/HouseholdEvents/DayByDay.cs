namespace PovertyPlatform.HouseholdServiceTests.HouseholdEvents;

/// <summary>
/// A registry in the plainest form: every day has its own picture of all households, an event changes the pictures from its day on, and the pictures of every past
/// instant are kept whole. No intervals, no versions: what the registry computes from both, this one has simply written down.
/// </summary>
internal sealed class DayByDay
{
    public static readonly DateOnly First = new(2026, 1, 1);
    public static readonly DateOnly Last = new(2026, 11, 20);

    private readonly List<(string KnownAt, Picture[] Days)> _kept = [];
    private readonly Stack<(Picture[] Days, Dictionary<Guid, DateOnly> Since)> _before = [];
    private Picture[] _days = [.. Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(_ => new Picture())];
    private Dictionary<Guid, DateOnly> _since = [];

    /// <summary>Instants at which something became known, as the registry named them.</summary>
    public IReadOnlyList<string> Instants => [.. _kept.Select(kept => kept.KnownAt)];

    /// <summary>Households that were ever there.</summary>
    public HashSet<Guid> Seen { get; } = [];

    /// <summary>Households of today.</summary>
    public Picture Today => _days[^1];

    /// <summary>What was true on a day, as known at an instant.</summary>
    public Home? Of(Guid household, DateOnly day, string? knownAt = null) =>
        (knownAt is null ? _days : _kept.Find(kept => kept.KnownAt == knownAt).Days)[day.DayNumber - First.DayNumber].GetValueOrDefault(household);

    /// <summary>Takes an event in: the pictures from its day on change.</summary>
    public void Take(string knownAt, DateOnly on, IEnumerable<Guid> touched, Action<Picture> change)
    {
        _before.Push((_days, new Dictionary<Guid, DateOnly>(_since)));
        _days = [.. _days.Select((day, index) => Changed(day, First.AddDays(index) >= on, change))];
        foreach (var household in touched)
        {
            Seen.Add(household);
            _since[household] = _since.TryGetValue(household, out var since) && since > on ? since : on;
        }

        _kept.Add((knownAt, _days));
    }

    /// <summary>Takes a correction in: it speaks of the time since the household last changed.</summary>
    public void Correct(string knownAt, Guid household, Action<Picture> change)
    {
        _before.Push((_days, new Dictionary<Guid, DateOnly>(_since)));
        var since = _since[household];
        _days = [.. _days.Select((day, index) => Changed(day, First.AddDays(index) >= since, change))];
        _kept.Add((knownAt, _days));
    }

    /// <summary>The latest event never happened.</summary>
    public void Undo(string knownAt)
    {
        (_days, _since) = _before.Pop();
        _kept.Add((knownAt, _days));
    }

    private static Picture Changed(Picture day, bool isConcerned, Action<Picture> change)
    {
        if (!isConcerned)
            return day;
        var copy = new Picture(day.ToDictionary(pair => pair.Key, pair => pair.Value with { People = new(pair.Value.People) }));
        change(copy);
        return copy;
    }
}

/// <summary>All households of a day.</summary>
internal sealed class Picture : Dictionary<Guid, Home>
{
    public Picture()
    {
    }

    public Picture(IDictionary<Guid, Home> homes)
        : base(homes)
    {
    }
}

/// <summary>A household of a day: where, whether with a person of merit, and who lives in it with which relation.</summary>
internal sealed record Home(string Hamlet, bool HasMerit, Dictionary<Guid, string> People)
{
    public override string ToString() => $"{Hamlet} {HasMerit} {string.Join(' ', People.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key:N}={pair.Value}"))}";
}
