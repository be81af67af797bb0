using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Standards;

/// <summary>What the change of a standard does to one household.</summary>
public enum StandardEffect
{
    /// <summary>Same class under both.</summary>
    Same,

    /// <summary>On no list under the first, poor or near-poor under the second.</summary>
    Enters,

    /// <summary>Poor or near-poor under the first, neither under the second.</summary>
    Leaves,

    /// <summary>Near-poor under the first, poor under the second.</summary>
    Worse,

    /// <summary>Poor under the first, near-poor under the second.</summary>
    Better,

    /// <summary>Neither poor nor near-poor under both, but of average living standard under one only.</summary>
    Other,

    /// <summary>The answers do not decide the class under one of the standards.</summary>
    CannotTell,
}

/// <summary>The same answers under two standards, counted by pair of classes. Pure; takes households one by one and keeps counts only.</summary>
/// <param name="from">The first standard.</param>
/// <param name="to">The second.</param>
public sealed class StandardComparison(Standard from, Standard to)
{
    private static readonly int Classes = Enum.GetValues<PovertyClass>().Length;
    private readonly long[] _households = new long[Classes * Classes];
    private readonly long[] _persons = new long[Classes * Classes];

    /// <summary>Classifies a household under both and counts it.</summary>
    public StandardEffect Add(in Answers answers, AreaType area, int persons)
    {
        var (before, after) = (Classifier.Classify(answers, area, from), Classifier.Classify(answers, area, to));
        var cell = ((int)before * Classes) + (int)after;
        _households[cell]++;
        _persons[cell] += persons;
        return EffectOf(before, after);
    }

    /// <summary>What the change means.</summary>
    public static StandardEffect EffectOf(PovertyClass before, PovertyClass after) => (before, after) switch
    {
        (PovertyClass.Undetermined, _) or (_, PovertyClass.Undetermined) => StandardEffect.CannotTell,
        var (first, second) when first == second => StandardEffect.Same,
        (PovertyClass.Poor, PovertyClass.NearPoor) => StandardEffect.Better,
        (PovertyClass.NearPoor, PovertyClass.Poor) => StandardEffect.Worse,
        (PovertyClass.Poor or PovertyClass.NearPoor, _) => StandardEffect.Leaves,
        (_, PovertyClass.Poor or PovertyClass.NearPoor) => StandardEffect.Enters,
        _ => StandardEffect.Other,
    };

    /// <summary>Pairs of classes that occur, in order.</summary>
    public IEnumerable<ComparisonCell> Cells => _households.Index().Where(cell => cell.Item > 0)
        .Select(cell => new ComparisonCell((PovertyClass)(cell.Index / Classes), (PovertyClass)(cell.Index % Classes), cell.Item, _persons[cell.Index]));

    /// <summary>Households with this effect.</summary>
    public long Count(StandardEffect effect) => Cells.Where(cell => EffectOf(cell.From, cell.To) == effect).Sum(cell => cell.Households);
}

/// <summary>Households of one class under the first standard and one under the second.</summary>
/// <param name="From">Class under the first.</param>
/// <param name="To">Class under the second.</param>
/// <param name="Households">How many households.</param>
/// <param name="Persons">How many persons live in them.</param>
public readonly record struct ComparisonCell(PovertyClass From, PovertyClass To, long Households, long Persons);
