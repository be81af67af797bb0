using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Gathers the household's own cells from its rows: usually they stand on the head's row, some lists repeat them on every row.</summary>
internal sealed class HouseholdCells(ColumnCatalogue columns, FindingReporter findings)
{
    private readonly Kept[] _kept = new Kept[columns.Slots];
    private readonly int[] _stamps = new int[columns.Slots];
    private int _stamp;

    /// <summary>A kept cell.</summary>
    public readonly record struct Kept(TextPiece Text, CellForm Form, int Row, int Column);

    public void Begin() => _stamp++;

    public void Gather(RowCells row, Utf8Arena texts)
    {
        foreach (var slot in row.Slots)
        {
            if (slot is (int)Field.HouseholdNumber or (int)Field.HeadName || columns.IsOfMember(slot))
                continue;
            var text = row.Text(slot);
            var cell = row[slot];
            if (_stamps[slot] != _stamp)
            {
                _kept[slot] = new Kept(texts.Add(text), cell.Form, row.Number, cell.Column);
                _stamps[slot] = _stamp;
            }
            else if (!texts[_kept[slot].Text].SequenceEqual(text) && (Field)slot is not (Field.Note or Field.Reviewer or Field.Address or Field.Phone))
            {
                findings.Add("household-value-differs", row.Number, cell.Column, text);
            }
        }
    }

    public bool TryGet(int slot, out Kept cell)
    {
        cell = _kept[slot];
        return _stamps[slot] == _stamp;
    }

    public bool TryGet(Field field, out Kept cell) => TryGet((int)field, out cell);
}
