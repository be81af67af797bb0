namespace PovertyPlatform.HouseholdService.Domain.Duplicates;

/// <summary>Gathers pairs of persons into pairs of households: the best pair counts in full, every further one adds to it.</summary>
/// <param name="weights">Weights of the day.</param>
/// <param name="most">Most pairs that may be gathered; a search that finds more is not a search for doubles.</param>
public sealed class HouseholdPairs(DuplicateWeights weights, int most)
{
    private readonly Dictionary<(Guid First, Guid Second), Found> _pairs = [];
    private readonly int _threshold = weights[DuplicateWeights.Threshold];

    /// <summary>Pairs of persons that were compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Compares the people of one commune with each other.</summary>
    /// <exception cref="TooManyPairsException">More than the most.</exception>
    public void AddInside(CommunePeople people)
    {
        foreach (var other in people.All)
            foreach (var one in people.WorthComparing(other))
                if (one.MemberId.CompareTo(other.MemberId) < 0)
                    Add(one, other);
    }

    /// <summary>Compares two persons and keeps the pair when it is suspected.</summary>
    /// <exception cref="TooManyPairsException">More than the most.</exception>
    public void Add(PersonTraits one, PersonTraits other)
    {
        if (one.HouseholdId == other.HouseholdId)
            return;
        Compared++;
        var similarity = PersonSimilarity.Of(one, other, weights, _threshold);
        if (similarity.Points < _threshold)
            return;
        var (first, second) = one.HouseholdId.CompareTo(other.HouseholdId) < 0 ? (one, other) : (other, one);
        var key = (first.HouseholdId, second.HouseholdId);
        if (!_pairs.TryGetValue(key, out var found))
        {
            if (_pairs.Count == most)
                throw new TooManyPairsException(most);
            _pairs[key] = found = new Found(first, second);
        }

        found.Take(first.MemberId, similarity);
    }

    /// <summary>What was found, the most suspected first.</summary>
    public IReadOnlyList<HouseholdPair> All() => [.. _pairs.Values.Select(found => found.Pair(weights[DuplicateWeights.FurtherPerson])).OrderByDescending(pair => pair.Points).ThenBy(pair => pair.FirstId)];

    private sealed class Found(PersonTraits first, PersonTraits second)
    {
        private readonly HashSet<Guid> _members = [];
        private PersonSimilarity? _best;

        public void Take(Guid member, PersonSimilarity similarity)
        {
            _members.Add(member);
            if (_best is null || similarity.Points > _best.Points)
                _best = similarity;
        }

        public HouseholdPair Pair(int further) => new(
            first.HouseholdId, first.ProvinceCode, first.CommuneCode, second.HouseholdId, second.ProvinceCode, second.CommuneCode,
            _best!.Points + further * (_members.Count - 1), _members.Count, _best.Reasons);
    }
}

/// <summary>More pairs are suspected than anybody could look at: the weights are too low.</summary>
public sealed class TooManyPairsException(int most) : Exception($"More than {most} pairs of households are suspected; the weights are too low.");

/// <summary>Two households that may be one, or that claim one person.</summary>
/// <param name="FirstId">Household with the lesser id.</param>
/// <param name="FirstProvince">Its province.</param>
/// <param name="FirstCommune">Its commune.</param>
/// <param name="SecondId">The other.</param>
/// <param name="SecondProvince">Its province.</param>
/// <param name="SecondCommune">Its commune.</param>
/// <param name="Points">Points.</param>
/// <param name="Persons">Members of the first that match one of the second.</param>
/// <param name="Reasons">Reasons of the best pair of members.</param>
public sealed record HouseholdPair(
    Guid FirstId, string FirstProvince, string FirstCommune, Guid SecondId, string SecondProvince, string SecondCommune, int Points, int Persons, IReadOnlyList<string> Reasons);
