using System.Runtime.InteropServices;

namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>
/// The people of one commune, laid out so that for any other person those who are worth a comparison are found at once: who shares year, family name and given name; the
/// whole name, with years that are close, unknown or of the same day and month; the birth date; or the identity number. So a province is read once, however it is ordered.
/// Two people whose numbers are of one kind and differ are left apart where the weights say that nothing else could make up for it.
/// </summary>
public sealed class CommunePeople
{
    // A key that two different things share by chance costs a comparison and brings no result of its own: what is brought together is compared in full.
    private const ulong ByYear = 1, ByNameAndYear = 2, ByNameAndDay = 3, ByName = 4, ByDate = 5;
    private const int NoYear = -1;
    private const int NoNumber = 0;

    private readonly Dictionary<int, Dictionary<ulong, List<int>>> _byKindOfNumber = [];
    private readonly Dictionary<ulong, List<int>> _byNumber = [];
    private readonly List<PersonTraits> _found = [];
    private readonly int[] _seen;
    private readonly bool _numbersPart;
    private int _turn;

    /// <summary>Lays them out.</summary>
    /// <param name="people">The people; their order is kept.</param>
    /// <param name="weights">Weights of the day.</param>
    public CommunePeople(IReadOnlyList<PersonTraits> people, DuplicateWeights weights)
    {
        All = people;
        _seen = new int[people.Count];
        _numbersPart = weights.BestWithOtherNumbers < weights[DuplicateWeights.Threshold];
        for (var at = 0; at < people.Count; at++)
            Enter(people[at], at);
    }

    /// <summary>The people.</summary>
    public IReadOnlyList<PersonTraits> All { get; }

    /// <summary>Those who are worth a comparison with a person, each once. The answer holds until the next question.</summary>
    public ReadOnlySpan<PersonTraits> WorthComparing(PersonTraits other)
    {
        _found.Clear();
        _turn++;
        foreach (var (kind, index) in _byKindOfNumber)
            if (!_numbersPart || kind == NoNumber || kind != KindOfNumber(other))
                Look(index, other);
        if (other.IdentityMark is { Length: > 0 } mark)
            Take(_byNumber, KeyOf(mark));
        if (other.OldMark is { Length: > 0 } old)
            Take(_byNumber, KeyOf(old));
        return CollectionsMarshal.AsSpan(_found);
    }

    private void Look(Dictionary<ulong, List<int>> index, PersonTraits other)
    {
        var name = other.Shape;
        if (other.BirthYear is { } year)
        {
            Take(index, Key(ByYear, name.Ends, year));
            Take(index, Key(ByNameAndYear, name.Whole, year - 1));
            Take(index, Key(ByNameAndYear, name.Whole, year));
            Take(index, Key(ByNameAndYear, name.Whole, year + 1));
            Take(index, Key(ByNameAndYear, name.Whole, NoYear));
        }
        else
        {
            Take(index, Key(ByName, name.Whole, 0));
        }

        if (other.BirthDate is { } date)
        {
            Take(index, Key(ByNameAndDay, name.Whole, DayOf(date)));
            Take(index, Key(ByDate, 0, date.DayNumber));
        }
    }

    private void Take(Dictionary<ulong, List<int>> index, ulong key)
    {
        if (!index.TryGetValue(key, out var ones))
            return;
        foreach (var one in CollectionsMarshal.AsSpan(ones))
        {
            if (_seen[one] == _turn)
                continue;
            _seen[one] = _turn;
            _found.Add(All[one]);
        }
    }

    private void Enter(PersonTraits person, int at)
    {
        var index = CollectionsMarshal.GetValueRefOrAddDefault(_byKindOfNumber, KindOfNumber(person), out _) ??= [];
        var name = person.Shape;
        if (person.BirthYear is { } year)
            Put(index, Key(ByYear, name.Ends, year), at);
        Put(index, Key(ByNameAndYear, name.Whole, person.BirthYear ?? NoYear), at);
        Put(index, Key(ByName, name.Whole, 0), at);
        if (person.BirthDate is { } date)
        {
            Put(index, Key(ByNameAndDay, name.Whole, DayOf(date)), at);
            Put(index, Key(ByDate, 0, date.DayNumber), at);
        }

        if (person.IdentityMark is { Length: > 0 } mark)
            Put(_byNumber, KeyOf(mark), at);
        if (person.OldMark is { Length: > 0 } old)
            Put(_byNumber, KeyOf(old), at);
    }

    private static void Put(Dictionary<ulong, List<int>> index, ulong key, int at) => (CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _) ??= new List<int>(1)).Add(at);

    // As the comparison sees it: numbers of one length under one key can be told apart, others cannot.
    private static int KindOfNumber(PersonTraits person) => person.IdentityMark is { Length: > 0 } mark ? (mark[0] << 16) + person.IdentityLength + 1 : NoNumber;

    private static int DayOf(DateOnly date) => date.Month * 32 + date.Day;

    private static ulong Key(ulong way, ulong name, int number) => NameShape.Mix(NameShape.Mix(way, name), (uint)number);

    private static ulong KeyOf(byte[] mark)
    {
        var key = 0UL;
        foreach (var part in mark)
            key = NameShape.Mix(key, part);
        return key;
    }
}
