namespace PovertyPlatform.ReportingServiceTests.Disclosure;

/// <summary>What a curious reader with a computer would do: the largest value of one unknown under all equations, unknowns not negative. It shares nothing with the code under test.</summary>
internal static class Simplex
{
    private const double Tiny = 1e-7;

    /// <summary>The largest value of the unknown, or infinity.</summary>
    /// <param name="equations">Coefficients of each equation, the right side last.</param>
    /// <param name="unknowns">Number of unknowns.</param>
    /// <param name="objective">Coefficients of what is made largest.</param>
    public static double Largest(IReadOnlyList<double[]> equations, int unknowns, double[] objective)
    {
        var (rows, width) = (equations.Count, unknowns + equations.Count + 1);
        var table = new double[rows][];
        var basis = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            table[row] = new double[width];
            var sign = equations[row][unknowns] < 0 ? -1 : 1;
            for (var column = 0; column < unknowns; column++)
                table[row][column] = sign * equations[row][column];
            table[row][width - 1] = sign * equations[row][unknowns];
            table[row][unknowns + row] = 1;
            basis[row] = unknowns + row;
        }

        // First a solution at all: the artificial unknowns must vanish.
        var artificial = new double[width - 1];
        Array.Fill(artificial, -1, unknowns, rows);
        if (Run(table, basis, artificial, width - 1) < -Tiny)
            throw new InvalidOperationException("What was published contradicts itself.");
        for (var row = 0; row < rows; row++)
            if (basis[row] >= unknowns && Array.FindIndex(table[row], 0, unknowns, value => Math.Abs(value) > Tiny) is >= 0 and var column)
                Pivot(table, basis, row, column);
        var wanted = new double[width - 1];
        objective.CopyTo(wanted, 0);
        return Run(table, basis, wanted, unknowns);
    }

    private static double Run(double[][] table, int[] basis, double[] objective, int columns)
    {
        var last = table[0].Length - 1;
        while (true)
        {
            // Bland's rule: the first column that helps, the first of equal rows; it never goes in circles.
            var enter = -1;
            for (var column = 0; column < columns && enter < 0; column++)
                if (objective[column] - basis.Select((at, row) => objective[at] * table[row][column]).Sum() > Tiny)
                    enter = column;
            if (enter < 0)
                return basis.Select((at, row) => objective[at] * table[row][last]).Sum();
            var leave = -1;
            for (var row = 0; row < table.Length; row++)
                if (table[row][enter] > Tiny && (leave < 0 || Ratio(row) < Ratio(leave) - Tiny || (Math.Abs(Ratio(row) - Ratio(leave)) <= Tiny && basis[row] < basis[leave])))
                    leave = row;
            if (leave < 0)
                return double.PositiveInfinity;
            Pivot(table, basis, leave, enter);

            double Ratio(int row) => table[row][last] / table[row][enter];
        }
    }

    private static void Pivot(double[][] table, int[] basis, int row, int column)
    {
        var by = table[row][column];
        for (var at = 0; at < table[row].Length; at++)
            table[row][at] /= by;
        for (var other = 0; other < table.Length; other++)
            if (other != row && Math.Abs(table[other][column]) > 0)
            {
                var times = table[other][column];
                for (var at = 0; at < table[other].Length; at++)
                    table[other][at] -= times * table[row][at];
            }

        basis[row] = column;
    }
}
