namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>
/// The columns that count for a review year, and the headings by which they are found. Every column has a slot: first those of <see cref="Field"/>, then the
/// indicators of the standard, then the causes, then what members are.
/// </summary>
public sealed class ColumnCatalogue
{
    /// <summary>Number of named fields.</summary>
    public const int Named = (int)Field.Note + 1;

    private readonly Dictionary<string, int> _alone = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Heading), int> _grouped = [];
    private readonly List<ColumnDefinition?> _bySlot;

    /// <summary>Builds the catalogue of a year from all columns of all years.</summary>
    /// <exception cref="InvalidDataException">A column names a field that is unknown here.</exception>
    public ColumnCatalogue(IEnumerable<ColumnDefinition> all, int year)
    {
        Columns = [.. all.Where(column => column.CountsFor(year)).OrderBy(column => column.Ordinal)];
        Indicators = [.. CodesOf("indicator:")];
        Causes = [.. CodesOf("cause:")];
        Facts = [.. CodesOf("fact:")];
        _bySlot = [.. new ColumnDefinition?[Slots]];
        foreach (var column in Columns)
        {
            var slot = SlotOf(column.Field);
            _bySlot[slot] = column;
            if (column.GroupVi.Length > 0)
                _grouped.TryAdd((HeadingKey.Of(column.GroupVi), HeadingKey.Of(column.HeadingVi)), slot);
            if (!column.NeedsGroup)
                _alone.TryAdd(HeadingKey.Of(column.HeadingVi), slot);
        }

        // Printed headings come first: a synonym never takes a heading that another column owns.
        foreach (var column in Columns)
            foreach (var synonym in column.Synonyms)
                if (ColumnDefinition.SplitPath(synonym) is ({ } group, var heading))
                    _grouped.TryAdd((HeadingKey.Of(group), HeadingKey.Of(heading)), SlotOf(column.Field));
                else
                    _alone.TryAdd(HeadingKey.Of(synonym), SlotOf(column.Field));
    }

    /// <summary>The columns, in the order of the template.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>Codes of the indicators.</summary>
    public IReadOnlyList<string> Indicators { get; }

    /// <summary>Codes of the causes.</summary>
    public IReadOnlyList<string> Causes { get; }

    /// <summary>Codes of what members are, where each has a column.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>Number of slots.</summary>
    public int Slots => Named + Indicators.Count + Causes.Count + Facts.Count;

    /// <summary>Slot of the first indicator.</summary>
    public static int FirstIndicator => Named;

    /// <summary>Slot of the first cause.</summary>
    public int FirstCause => Named + Indicators.Count;

    /// <summary>Slot of the first column of what members are.</summary>
    public int FirstFact => Named + Indicators.Count + Causes.Count;

    /// <summary>True when a cell of the slot belongs to the member of its row.</summary>
    public bool IsOfMember(int slot) => slot is > (int)Field.HouseholdNumber and < (int)Field.Hamlet || slot >= FirstFact;

    /// <summary>True when a cell of the slot says what people are, or what a household lives on: not everybody who may import may say that.</summary>
    public bool IsBeside(int slot) => slot is (int)Field.Facts or (>= (int)Field.LivelihoodOn and <= (int)Field.LivelihoodObserver) || slot >= FirstFact;

    /// <summary>The column of a slot; null when the standard of the year has no such column.</summary>
    public ColumnDefinition? this[int slot] => _bySlot[slot];

    /// <summary>Slot that a heading means, given the headings above it; -1 for none.</summary>
    public int Find(string heading, IReadOnlyList<string> above)
    {
        foreach (var group in above)
            if (_grouped.TryGetValue((group, heading), out var slot))
                return slot;
        return heading.Length > 0 && _alone.TryGetValue(heading, out var alone) ? alone : -1;
    }

    private int SlotOf(string field)
    {
        if (field.StartsWith("indicator:", StringComparison.Ordinal))
            return FirstIndicator + Indicators.ToList().IndexOf(field[10..]);
        if (field.StartsWith("cause:", StringComparison.Ordinal))
            return FirstCause + Causes.ToList().IndexOf(field[6..]);
        if (field.StartsWith("fact:", StringComparison.Ordinal))
            return FirstFact + Facts.ToList().IndexOf(field[5..]);
        return Enum.TryParse<Field>(field.Replace("_", "", StringComparison.Ordinal), true, out var named)
            ? (int)named
            : throw new InvalidDataException($"columns.csv names a field '{field}' that the import does not know.");
    }

    private IEnumerable<string> CodesOf(string prefix) =>
        Columns.Where(column => column.Field.StartsWith(prefix, StringComparison.Ordinal)).Select(column => column.Field[prefix.Length..]);
}
