using System.Text;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>How a cell was stored in the file.</summary>
public enum CellForm : byte
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A number as the file writes it, without exponent.</summary>
    Number,

    /// <summary>A number with a date style, already written as dd/MM/yyyy.</summary>
    Date,

    /// <summary>TRUE or FALSE, written as 1 or 0.</summary>
    Boolean,

    /// <summary>An error value such as #N/A.</summary>
    Error,
}

/// <summary>What else is to be known about a cell.</summary>
[Flags]
public enum CellMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The value was computed by a formula; the value saved with the file is used.</summary>
    Formula = 1,

    /// <summary>The text was longer than any cell of a list and has been cut.</summary>
    Cut = 2,
}

/// <summary>One cell that holds something.</summary>
public readonly record struct CellRef(int Offset, int Length, ushort Column, CellForm Form, CellMarks Marks);

/// <summary>One row that holds at least one cell.</summary>
public readonly record struct RowRef(int Number, int FirstCell, int Cells);

/// <summary>A merged range; rows and columns inclusive, columns from 0.</summary>
public readonly record struct MergedRange(int FromRow, int ToRow, int FromColumn, int ToColumn)
{
    /// <summary>As spreadsheets write it, for example <c>D8:D9</c>.</summary>
    public override string ToString() => $"{Findings.Finding.Letters(FromColumn)}{FromRow}:{Findings.Finding.Letters(ToColumn)}{ToRow}";
}

/// <summary>A block of rows of one sheet with their cells as UTF-8 in one buffer. Blocks are reused, so that reading a file of any length needs the same memory.</summary>
public sealed class RowBatch
{
    /// <summary>Rows in a full block.</summary>
    public const int Rows = 1024;

    /// <summary>Rows in the first block of a sheet, in which the header is looked for.</summary>
    public const int FirstRows = 64;

    /// <summary>Longest text kept of one cell, in bytes.</summary>
    public const int LongestCell = 2000;

    /// <summary>Columns that are looked at; lists have some forty.</summary>
    public const int MostColumns = 512;

    private const int FullText = 256 * 1024;
    private byte[] _text = new byte[FullText + (64 * 1024)];
    private CellRef[] _cells = new CellRef[Rows * 16];
    private readonly RowRef[] _rows = new RowRef[Rows];
    private int _length;
    private int _cellCount;
    private int _rowFirstCell;

    /// <summary>Index of the sheet in the file, from 0.</summary>
    public int Sheet { get; private set; }

    /// <summary>True for the block that begins a sheet.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>Rows of the block.</summary>
    public int Count { get; private set; }

    /// <summary>Merged ranges read since the block before; spreadsheets list them behind the rows.</summary>
    public List<MergedRange> Merges { get; } = [];

    /// <summary>True when no further row fits.</summary>
    public bool IsFull => Count >= (IsFirst ? FirstRows : Rows) || _length >= FullText;

    /// <summary>A row of the block.</summary>
    public RowRef this[int row] => _rows[row];

    /// <summary>Cells of a row, by ascending column.</summary>
    public ReadOnlySpan<CellRef> CellsOf(RowRef row) => _cells.AsSpan(row.FirstCell, row.Cells);

    /// <summary>Text of a cell.</summary>
    public ReadOnlySpan<byte> TextOf(CellRef cell) => _text.AsSpan(cell.Offset, cell.Length);

    /// <summary>Text of a cell as a string.</summary>
    public string StringOf(CellRef cell) => Encoding.UTF8.GetString(TextOf(cell));

    internal void Begin(int sheet, bool isFirst)
    {
        (Sheet, IsFirst, Count, _length, _cellCount, _rowFirstCell) = (sheet, isFirst, 0, 0, 0, 0);
        Merges.Clear();
    }

    internal void Add(int column, ReadOnlySpan<byte> text, CellForm form, CellMarks marks)
    {
        if (text.IsEmpty || column >= MostColumns)
            return;
        if (text.Length > LongestCell)
        {
            var end = LongestCell;
            while ((text[end] & 0xC0) == 0x80)
                end--;
            text = text[..end];
            marks |= CellMarks.Cut;
        }

        if (_length + text.Length > _text.Length)
            Array.Resize(ref _text, _text.Length * 2);
        if (_cellCount == _cells.Length)
            Array.Resize(ref _cells, _cells.Length * 2);
        text.CopyTo(_text.AsSpan(_length));
        _cells[_cellCount++] = new CellRef(_length, text.Length, (ushort)column, form, marks);
        _length += text.Length;
    }

    internal void EndRow(int number)
    {
        if (_cellCount > _rowFirstCell)
            _rows[Count++] = new RowRef(number, _rowFirstCell, _cellCount - _rowFirstCell);
        _rowFirstCell = _cellCount;
    }
}
