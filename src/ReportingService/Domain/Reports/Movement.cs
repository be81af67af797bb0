using PovertyPlatform.Contracts;

namespace PovertyPlatform.ReportingService.Domain.Reports;

/// <summary>Stays in an area that began and ended alike.</summary>
/// <param name="CommuneCode">Commune, or empty for a province as a whole.</param>
/// <param name="StartClass">Class at the beginning: 1 poor, 2 near-poor, 0 neither.</param>
/// <param name="EndClass">Class at the end; 0 also when they were handed over.</param>
/// <param name="IsWithdrawn">A decision took them off the list at the end.</param>
/// <param name="MovedIn">They came from another area with their class.</param>
/// <param name="MovedOut">They were handed over to another area.</param>
/// <param name="WasPoor">They were poor before.</param>
/// <param name="WasNearPoor">They were near-poor before.</param>
/// <param name="Households">Households.</param>
/// <param name="StartPersons">Persons at the beginning.</param>
/// <param name="EndPersons">Persons at the end.</param>
/// <param name="Gained">Persons that households gained in between.</param>
/// <param name="Lost">Persons that households lost in between.</param>
[PersonalData(DataClass.P1)]
public sealed record Passages(
    string CommuneCode, short StartClass, short EndClass, bool IsWithdrawn, bool MovedIn, bool MovedOut, bool WasPoor, bool WasNearPoor, long Households, long StartPersons, long EndPersons, long Gained, long Lost);

/// <summary>
/// Movement of the poor (report 2) or near-poor (report 3) of an area. By the rules of the registry: exits count the persons of the beginning and entries those of the end; what changes inside a
/// household that stays goes to the other columns, so that the line adds up for persons as well; who is handed over leaves one area and enters the other with the class on which it stands.
/// </summary>
public static class Movement
{
    /// <summary>Names of the columns, in printed order; the last two are part of the fourth and the eighth.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["opening", "to_other", "escaped", "other_decrease", "from_other", "relapsed", "newly_arising", "other_increase", "closing", "moved_out", "moved_in"];

    private static readonly (PovertyClass Class, PovertyClass Other)[] Classes = [(PovertyClass.Poor, PovertyClass.NearPoor), (PovertyClass.NearPoor, PovertyClass.Poor)];

    /// <summary>Figures of an area by measure and unit, for example <c>poor.opening.households</c>.</summary>
    public static Dictionary<string, long> Figures(IReadOnlyCollection<Passages> passages)
    {
        var figures = new Dictionary<string, long>();
        foreach (var (of, other) in Classes)
        {
            var sums = Columns.ToDictionary(column => column, _ => (Households: 0L, Persons: 0L));
            foreach (var passage in passages)
                Add(passage, (short)of, (short)other, (column, households, persons) => sums[column] = (sums[column].Households + households, sums[column].Persons + persons));
            foreach (var (column, (households, persons)) in sums)
                (figures[$"{Measures.Movement(of, column)}.households"], figures[$"{Measures.Movement(of, column)}.persons"]) = (households, persons);
        }

        return figures;
    }

    private static void Add(Passages one, short of, short other, Action<string, long, long> add)
    {
        var (isStart, isEnd) = (one.StartClass == of, one.EndClass == of);
        if (isEnd)
            add("closing", one.Households, one.EndPersons);
        if (isStart)
        {
            add(one.MovedIn ? "other_increase" : "opening", one.Households, one.StartPersons);
            if (one.MovedIn)
                add("moved_in", one.Households, one.StartPersons);
        }

        if (isStart && isEnd)
        {
            add("other_increase", 0, one.Gained);
            add("other_decrease", 0, one.Lost);
        }
        else if (isStart)
        {
            add(one.EndClass == other ? "to_other" : one.MovedOut || one.IsWithdrawn ? "other_decrease" : "escaped", one.Households, one.StartPersons);
            if (one.MovedOut)
                add("moved_out", one.Households, one.StartPersons);
        }
        else if (isEnd)
        {
            var isBack = of == (short)PovertyClass.Poor ? one.WasPoor : one.WasPoor || one.WasNearPoor;
            add(one.StartClass == other ? "from_other" : isBack ? "relapsed" : "newly_arising", one.Households, one.EndPersons);
        }
    }
}
