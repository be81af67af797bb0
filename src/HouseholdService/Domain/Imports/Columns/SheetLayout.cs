namespace PovertyPlatform.HouseholdService.Domain.Imports.Columns;

/// <summary>Where a sheet's columns stand, as its header says.</summary>
/// <param name="Slots">Slot of each column, -1 for none; see <see cref="ColumnCatalogue"/>.</param>
/// <param name="Headings">Heading of each column as typed, its group in front.</param>
/// <param name="HeaderRows">Index in the first block of the first and last header row.</param>
public sealed record SheetLayout(IReadOnlyList<int> Slots, IReadOnlyList<string> Headings, (int From, int To) HeaderRows)
{
    private readonly Dictionary<int, int> _columns = Slots.Select((slot, column) => (slot, column)).Where(pair => pair.slot >= 0)
        .GroupBy(pair => pair.slot).ToDictionary(group => group.Key, group => group.First().column);

    /// <summary>One row for each household: the head is named, and nobody's relation to it.</summary>
    public bool IsPerHousehold { get; private init; }

    /// <summary>
    /// The layout as it is read: where each row is a household, the name of the head is the name of the row; where one column holds all numbers, it may well be called by the old card.
    /// </summary>
    public SheetLayout Understand()
    {
        var read = Has(Field.OldIdentityNumber) && !Has(Field.IdentityNumber) ? As(Field.OldIdentityNumber, Field.IdentityNumber) : this;
        return read.Has(Field.HeadName) && !read.Has(Field.FullName) && !read.Has(Field.Relation) ? read.As(Field.HeadName, Field.FullName) with { IsPerHousehold = true } : read;
    }

    /// <summary>Column of a slot; -1 when the sheet lacks it.</summary>
    public int ColumnOf(int slot) => _columns.GetValueOrDefault(slot, -1);

    /// <summary>Column of a field; -1 when the sheet lacks it.</summary>
    public int ColumnOf(Field field) => ColumnOf((int)field);

    /// <summary>True when the sheet has the field.</summary>
    public bool Has(Field field) => ColumnOf(field) >= 0;

    /// <summary>Number of different columns that were understood.</summary>
    public int Understood => _columns.Count;

    /// <summary>Slots that several columns claim.</summary>
    public IEnumerable<(int Slot, int First, int Second)> Doubles => Slots.Select((slot, column) => (slot, column)).Where(pair => pair.slot >= 0)
        .GroupBy(pair => pair.slot).Where(group => group.Count() > 1).Select(group => (group.Key, group.First().column, group.ElementAt(1).column));

    /// <summary>Headings of columns that are not used.</summary>
    public IEnumerable<string> Unused => Slots.Select((slot, column) => (slot, column)).Where(pair => pair.slot < 0 && Headings[pair.column].Length > 0)
        .Select(pair => Headings[pair.column]);

    private SheetLayout As(Field typed, Field read) => new([.. Slots.Select(slot => slot == (int)typed ? (int)read : slot)], Headings, HeaderRows);

    /// <summary>Columns a list cannot do without that are missing here, as their printed headings.</summary>
    public IReadOnlyList<string> Missing(ColumnCatalogue catalogue)
    {
        string Heading(Field field) => catalogue[(int)field] is { } column ? (column.GroupVi.Length > 0 ? $"{column.GroupVi} {column.HeadingVi}" : column.HeadingVi) : field.ToString();
        var missing = new List<string>();
        if (IsPerHousehold && !Has(Field.Persons))
            missing.Add(Heading(Field.Persons));
        if (!IsPerHousehold && !Has(Field.HouseholdNumber) && !Has(Field.HouseholdCode))
            missing.Add($"{Heading(Field.HouseholdNumber)} / {Heading(Field.HouseholdCode)}");
        if (!Has(Field.FullName))
            missing.Add(Heading(Field.FullName));
        if (!IsPerHousehold && !Has(Field.Relation))
            missing.Add(Heading(Field.Relation));
        if (Has(Field.Birth) && !Has(Field.Sex))
            missing.Add(Heading(Field.Sex));
        if (!Has(Field.Birth) && !(Has(Field.BirthMan) && Has(Field.BirthWoman)))
            missing.Add($"{Heading(Field.BirthMan)} + {Heading(Field.BirthWoman)} / {Heading(Field.Birth)} + {Heading(Field.Sex)}");
        return missing;
    }
}
