using PovertyPlatform.ReportingService.Domain.Disclosure;

namespace PovertyPlatform.ReportingServiceTests.Disclosure;

/// <summary>Hidden numbers stay hidden from a reader who solves the whole published system.</summary>
public class CellNetworkTests
{
    private const int Threshold = 5;

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomTables_TellNoHiddenNumberToWithinTheThreshold(int seed)
    {
        var dice = new Random(seed);
        for (var times = 0; times < 10; times++)
        {
            var values = Table(dice, 1 + dice.Next(9), 1 + dice.Next(3), dice.Next(4));
            var network = CellNetwork.Of(values);
            network.Protect(Threshold, new HashSet<(int, int)>());
            Holds(Full(values), network.Hidden, $"seed {seed}, table {times}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void HouseholdsAndPersons_AreHiddenTogether_AndBothHold(int seed)
    {
        var dice = new Random(seed);
        var households = Table(dice, 2 + dice.Next(8), 2, dice.Next(4));
        var persons = new long[households.GetLength(0), 2];
        for (var row = 0; row < persons.GetLength(0); row++)
            for (var column = 0; column < 2; column++)
                persons[row, column] = households[row, column] * (1 + dice.Next(6));
        var hidden = PublicTable.Hide(households, persons, Threshold);
        Holds(Full(households), hidden, "households");
        Holds(Full(persons), hidden, "persons");
    }

    [Fact]
    public void OneSmallNumber_TakesAnotherWithIt_AndTheTotalStays()
    {
        var hidden = Protect(new long[,] { { 3 }, { 40 }, { 12 }, { 0 } });
        Assert.Equal([(0, 0), (2, 0)], hidden.Order());
    }

    [Fact]
    public void OnlySmallNumbers_TakeTheTotalWithThem()
    {
        var hidden = Protect(new long[,] { { 3 }, { 0 } });
        Assert.Contains((2, 0), hidden);
    }

    [Fact]
    public void LargeNumbersAndZeros_AreShown() => Assert.Empty(Protect(new long[,] { { 30, 0 }, { 5, 7 }, { 0, 0 } }));

    [Fact]
    public void ProvinceOfTwoHundredCommunes_IsDoneInSeconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var values = Table(new Random(7), 200, 2, 2);
        Assert.True(Protect(values).Count is > 10 and < 400);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static IReadOnlySet<(int Row, int Column)> Protect(long[,] values)
    {
        var network = CellNetwork.Of(values);
        network.Protect(Threshold, new HashSet<(int, int)>());
        return network.Hidden;
    }

    /// <summary>Tables as communes make them: many zeros, some small, some large.</summary>
    private static long[,] Table(Random dice, int rows, int columns, int kind)
    {
        var values = new long[rows, columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                values[row, column] = kind switch { 0 => dice.Next(7), 1 => dice.Next(3) == 0 ? dice.Next(5) : dice.Next(60), 2 => dice.Next(10) == 0 ? 1 + dice.Next(4) : 10 + dice.Next(300), _ => dice.Next(30) };
        return values;
    }

    private static long[,] Full(long[,] values)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var full = new long[rows + 1, columns > 1 ? columns + 1 : 1];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                full[row, column] = values[row, column];
                full[rows, column] += values[row, column];
                if (columns > 1)
                {
                    full[row, columns] += values[row, column];
                    full[rows, columns] += values[row, column];
                }
            }

        return full;
    }

    private static void Holds(long[,] full, IReadOnlySet<(int Row, int Column)> hidden, string what)
    {
        var (rows, columns) = (full.GetLength(0) - 1, Math.Max(1, full.GetLength(1) - 1));
        var hasSums = full.GetLength(1) > 1;
        for (var row = 0; row <= rows; row++)
            for (var column = 0; column < full.GetLength(1); column++)
            {
                Assert.True(full[row, column] is 0 or >= Threshold || hidden.Contains((row, column)), $"{what}: {full[row, column]} at {row},{column} is shown");
                Assert.False(full[row, column] == 0 && hidden.Contains((row, column)), $"{what}: a zero is hidden");
            }

        var places = hidden.ToList();
        var equations = new List<double[]>();
        for (var column = 0; column < full.GetLength(1); column++)
            Add(Enumerable.Range(0, rows).Select(row => (row, column)), (rows, column));
        for (var row = 0; hasSums && row <= rows; row++)
            Add(Enumerable.Range(0, columns).Select(column => (row, column)), (row, columns));
        foreach (var (place, at) in places.Select((place, at) => (place, at)))
        {
            var objective = new double[places.Count];
            objective[at] = 1;
            var largest = Simplex.Largest(equations, places.Count, objective);
            objective[at] = -1;
            var smallest = -Simplex.Largest(equations, places.Count, objective);
            Assert.True(largest - smallest > Threshold, $"{what}: {full[place.Row, place.Column]} at {place} lies between {smallest + 1} and {largest + 1}");
        }

        // Parts − sum = 0, with what is shown on the right. A reader knows that a hidden number is at least 1: zeros are shown.
        void Add(IEnumerable<(int, int)> parts, (int Row, int Column) sum)
        {
            var equation = new double[places.Count + 1];
            foreach (var (place, sign) in parts.Select(part => (part, 1)).Append((sum, -1)))
                if (places.IndexOf(place) is >= 0 and var at)
                {
                    equation[at] += sign;
                    equation[^1] -= sign;
                }
                else
                    equation[^1] -= sign * full[place.Item1, place.Item2];
            if (equation.SkipLast(1).Any(value => value != 0))
                equations.Add(equation);
        }
    }
}
