namespace PovertyPlatform.ReportingService.Domain.Disclosure;

/// <summary>
/// A table with its totals as a network: every number is an arc, every sum that a reader can check is a node where what flows in flows out. What a reader can find out
/// about a hidden number from all the others together is then a question of flows, and is answered exactly.
/// </summary>
public sealed class CellNetwork
{
    private const long Endless = long.MaxValue / 4;
    private readonly List<Cell> _cells = [];
    private readonly int _nodes;

    private CellNetwork(int nodes) => _nodes = nodes;

    /// <summary>One number of the table.</summary>
    /// <param name="row">Area; the number of areas for the total line.</param>
    /// <param name="column">Column; the number of columns for the sum over columns.</param>
    /// <param name="value">The number.</param>
    /// <param name="from">Node from which it flows.</param>
    /// <param name="to">Node to which it flows.</param>
    private sealed class Cell(int row, int column, long value, int from, int to)
    {
        public int Row => row;

        public int Column => column;

        public long Value => value;

        public int From => from;

        public int To => to;

        public bool IsHidden { get; set; }
    }

    /// <summary>Areas × columns with a total line; with two or more columns also their sum per area.</summary>
    public static CellNetwork Of(long[,] values)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var hasSums = columns > 1;
        // Nodes: columns, then the country of the total line, then the sum column, then areas.
        var network = new CellNetwork(columns + 2 + rows);
        var (total, sums) = (columns, columns + 1);
        int Area(int row) => hasSums ? columns + 2 + row : total;
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
                network._cells.Add(new Cell(row, column, values[row, column], Area(row), column));
            network._cells.Add(new Cell(rows, column, Enumerable.Range(0, rows).Sum(row => values[row, column]), column, total));
        }

        if (!hasSums)
            return network;
        for (var row = 0; row < rows; row++)
            network._cells.Add(new Cell(row, columns, Enumerable.Range(0, columns).Sum(column => values[row, column]), sums, Area(row)));
        network._cells.Add(new Cell(rows, columns, values.Cast<long>().Sum(), total, sums));
        return network;
    }

    /// <summary>Places whose numbers are hidden.</summary>
    public IReadOnlySet<(int Row, int Column)> Hidden => _cells.Where(cell => cell.IsHidden).Select(cell => (cell.Row, cell.Column)).ToHashSet();

    /// <summary>
    /// Hides every number from 1 to below the threshold, those named, and as many others as it takes that no hidden number can be told from the rest to within the
    /// threshold. A zero is never hidden: it names nobody.
    /// </summary>
    public void Protect(int threshold, IReadOnlySet<(int Row, int Column)> also)
    {
        foreach (var cell in _cells.Where(cell => cell.Value > 0 && (cell.Value < threshold || also.Contains((cell.Row, cell.Column)))))
            cell.IsHidden = true;
        while (_cells.Find(cell => cell.IsHidden && Width(cell, threshold) <= threshold) is { } weak)
            foreach (var cell in Cheapest(weak, threshold + 1L))
                cell.IsHidden = true;
    }

    /// <summary>How far apart the smallest and the largest value lie that a reader must hold possible; counted no further than needed.</summary>
    private long Width(Cell cell, int enough)
    {
        var upwards = MostFlow(cell, cell.To, cell.From, enough + 1L);
        return upwards > enough ? upwards : upwards + Math.Min(cell.Value - 1, MostFlow(cell, cell.From, cell.To, enough + 1L - upwards));
    }

    private long MostFlow(Cell without, int from, int to, long enough)
    {
        var added = new long[_cells.Count];
        var flow = 0L;
        while (flow < enough && Path(without, from, to, (index, isForward) =>
            !_cells[index].IsHidden ? -1 : isForward ? Endless : _cells[index].Value - 1 + added[index]) is { } path)
        {
            // The path's narrowest step; nothing is endless in a real table, but a reader knows no bound.
            var step = path.Min(arc => arc.IsForward ? Endless : _cells[arc.Index].Value - 1 + added[arc.Index]);
            step = Math.Min(step, enough - flow);
            foreach (var (index, isForward) in path)
                added[index] += isForward ? step : -step;
            flow += step;
        }

        return flow;
    }

    /// <summary>The cheapest cycle through a weak number, by the size of what it hides anew.</summary>
    private IEnumerable<Cell> Cheapest(Cell weak, long needed)
    {
        var best = Enumerable.Repeat(Endless, _nodes).ToArray();
        var back = new int[_nodes];
        var queue = new PriorityQueue<int, long>();
        best[weak.To] = 0;
        queue.Enqueue(weak.To, 0);
        while (queue.TryDequeue(out var node, out var cost))
            if (cost == best[node])
                for (var index = 0; index < _cells.Count; index++)
                    if (Other(index, node, weak, needed) is { } next && cost + Price(_cells[index]) is var price && price < best[next])
                    {
                        (best[next], back[next]) = (price, index);
                        queue.Enqueue(next, price);
                    }

        for (var node = weak.From; node != weak.To; node = _cells[back[node]].To == node ? _cells[back[node]].From : _cells[back[node]].To)
            yield return _cells[back[node]];
    }

    private static long Price(Cell cell) => cell.IsHidden ? 0 : cell.Value + 1;

    private int? Other(int index, int node, Cell weak, long needed)
    {
        var cell = _cells[index];
        if (cell == weak || cell.Value == 0)
            return null;
        return cell.From == node ? cell.To : cell.To == node && cell.Value - 1 >= needed ? cell.From : null;
    }

    /// <summary>A way between two nodes along arcs with room, or null.</summary>
    private List<(int Index, bool IsForward)>? Path(Cell without, int from, int to, Func<int, bool, long> room)
    {
        var back = new (int Index, bool IsForward)?[_nodes];
        var queue = new Queue<int>([from]);
        var seen = new bool[_nodes];
        seen[from] = true;
        while (queue.TryDequeue(out var node) && !seen[to])
            for (var index = 0; index < _cells.Count; index++)
                foreach (var isForward in (ReadOnlySpan<bool>)[true, false])
                {
                    var cell = _cells[index];
                    var (start, end) = isForward ? (cell.From, cell.To) : (cell.To, cell.From);
                    if (start != node || seen[end] || cell == without || room(index, isForward) <= 0)
                        continue;
                    (seen[end], back[end]) = (true, (index, isForward));
                    queue.Enqueue(end);
                }

        if (!seen[to])
            return null;
        var path = new List<(int, bool)>();
        for (var node = to; node != from;)
        {
            var (index, isForward) = back[node]!.Value;
            path.Add((index, isForward));
            node = isForward ? _cells[index].From : _cells[index].To;
        }

        return path;
    }
}
