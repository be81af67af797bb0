using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>The cells of one row by what they mean.</summary>
internal sealed class RowCells(int slots)
{
    private readonly CellRef[] _cells = new CellRef[slots];
    private readonly int[] _loaded = new int[slots];
    private readonly List<int> _slots = new(slots);
    private RowBatch _batch = null!;
    private SheetLayout _layout = null!;
    private int _stamp;

    /// <summary>Row as the spreadsheet numbers it.</summary>
    public int Number { get; private set; }

    /// <summary>Cells of the row, also those of columns that are not used.</summary>
    public int Cells { get; private set; }

    /// <summary>Slots that hold something.</summary>
    public IReadOnlyList<int> Slots => _slots;

    public void Load(RowBatch batch, RowRef row, SheetLayout layout)
    {
        (_batch, _layout, Number, Cells) = (batch, layout, row.Number, row.Cells);
        _stamp++;
        _slots.Clear();
        foreach (var cell in batch.CellsOf(row))
        {
            if (cell.Column >= layout.Slots.Count || layout.Slots[cell.Column] is not (>= 0 and var slot) || _loaded[slot] == _stamp)
                continue;
            _cells[slot] = cell;
            _loaded[slot] = _stamp;
            _slots.Add(slot);
        }
    }

    public bool Has(Field field) => _loaded[(int)field] == _stamp;

    /// <summary>Column of a field in this sheet, -1 when it has none.</summary>
    public int ColumnOf(Field field) => _layout.ColumnOf(field);

    public CellRef this[int slot] => _cells[slot];

    public CellRef this[Field field] => _cells[(int)field];

    /// <summary>Text of a field; empty when the cell is.</summary>
    public ReadOnlySpan<byte> Text(Field field) => Has(field) ? _batch.TextOf(_cells[(int)field]) : default;

    public ReadOnlySpan<byte> Text(int slot) => _batch.TextOf(_cells[slot]);
}
