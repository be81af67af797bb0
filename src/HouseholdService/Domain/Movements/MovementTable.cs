using PovertyPlatform.Contracts;

namespace PovertyPlatform.HouseholdService.Domain.Movements;

/// <summary>Households and the persons in them.</summary>
/// <param name="Households">Households.</param>
/// <param name="Persons">Persons.</param>
[PersonalData(DataClass.P1)]
public readonly record struct Tally(int Households, int Persons)
{
    /// <summary>Both sums.</summary>
    public static Tally operator +(Tally one, Tally other) => new(one.Households + other.Households, one.Persons + other.Persons);

    /// <summary>Both differences.</summary>
    public static Tally operator -(Tally one, Tally other) => new(one.Households - other.Households, one.Persons - other.Persons);

    /// <inheritdoc cref="op_Addition"/>
    public static Tally Add(Tally left, Tally right) => left + right;

    /// <inheritdoc cref="op_Subtraction"/>
    public static Tally Subtract(Tally left, Tally right) => left - right;
}

/// <summary>
/// Movement of poor (report 2) or near-poor households (report 3) of an area: opening, three ways out, four ways in, closing. For persons, exits count those of the
/// start review and entries those of the end review; what births, deaths and moves inside a staying household change goes to the other columns, so that the line
/// adds up for persons too. A household that is handed over with its class leaves one area and enters the other with the same class and persons, and what a review finds about
/// it afterwards counts where it lives: areas add up to the area that holds them, but for the moves inside it.
/// </summary>
/// <param name="Class">Poor or near-poor.</param>
/// <param name="Opening">At the start (column 1).</param>
/// <param name="ToOther">Poor that became near-poor; near-poor that became poor (2).</param>
/// <param name="Escaped">Left poverty and near-poverty (3).</param>
/// <param name="OtherDecrease">Gone otherwise, and persons lost in staying households (4); with those moved out.</param>
/// <param name="FromOther">Near-poor that became poor; poor that became near-poor (5).</param>
/// <param name="Relapsed">Again on the list (6).</param>
/// <param name="NewlyArising">For the first time on the list (7).</param>
/// <param name="OtherIncrease">Come otherwise, and persons gained in staying households (8); with those moved in.</param>
/// <param name="Closing">At the end (9).</param>
/// <param name="MovedOut">Handed over to other areas with this class; part of column 4.</param>
/// <param name="MovedIn">Taken over from other areas with this class; part of column 8.</param>
public sealed record MovementTable(
    PovertyClass Class, Tally Opening, Tally ToOther, Tally Escaped, Tally OtherDecrease, Tally FromOther, Tally Relapsed, Tally NewlyArising, Tally OtherIncrease, Tally Closing,
    Tally MovedOut, Tally MovedIn)
{
    /// <summary>True when opening less exits plus entries is the closing, for households and for persons.</summary>
    public bool AddsUp => Opening - ToOther - Escaped - OtherDecrease + FromOther + Relapsed + NewlyArising + OtherIncrease == Closing;

    /// <summary>The movement of a class over passages.</summary>
    public static MovementTable Of(PovertyClass of, IReadOnlyCollection<Passage> passages)
    {
        Tally Out(params ChangeType[] kinds) => Sum(passages.Where(passage => passage.Start == of && kinds.Contains(passage.Change)), passage => passage.StartPersons);
        Tally In(params ChangeType[] kinds) => Sum(passages.Where(passage => passage.End == of && kinds.Contains(passage.Change)), passage => passage.EndPersons);
        var staying = passages.Where(passage => passage.Start == of && passage.End == of).ToList();
        var gained = new Tally(0, staying.Sum(passage => Math.Max(0, passage.EndPersons - passage.StartPersons)));
        var lost = new Tally(0, staying.Sum(passage => Math.Max(0, passage.StartPersons - passage.EndPersons)));
        var movedIn = Sum(passages.Where(passage => passage.Start == of && passage.MovedIn), passage => passage.StartPersons);
        var movedOut = Out(ChangeType.MovedOut);
        var isPoor = of == PovertyClass.Poor;
        return new MovementTable(of,
            Sum(passages.Where(passage => passage.Start == of && !passage.MovedIn), passage => passage.StartPersons),
            Out(isPoor ? ChangeType.EscapedToNearPoor : ChangeType.FellToPoor),
            Out(isPoor ? ChangeType.Escaped : ChangeType.EscapedNearPoverty),
            Out(ChangeType.OtherDecrease) + lost + movedOut,
            In(isPoor ? ChangeType.FellToPoor : ChangeType.EscapedToNearPoor),
            In(isPoor ? ChangeType.Relapsed : ChangeType.RelapsedToNearPoor),
            In(isPoor ? ChangeType.NewlyPoor : ChangeType.NewlyNearPoor),
            In(ChangeType.OtherIncrease) + gained + movedIn,
            Sum(passages.Where(passage => passage.End == of), passage => passage.EndPersons),
            movedOut,
            movedIn);
    }

    private static Tally Sum(IEnumerable<Passage> passages, Func<Passage, int> persons) =>
        passages.Aggregate(default(Tally), (sum, passage) => sum + new Tally(1, persons(passage)));
}
