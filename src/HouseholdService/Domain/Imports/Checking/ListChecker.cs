using System.Text;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Understands a list block by block: header, households, members, and every fault on the way. Holds one household at a time.</summary>
public sealed class ListChecker
{
    private const int MostUnclear = 200;
    private readonly ImportRules _rules;
    private readonly IReadOnlyList<string> _sheets;
    private readonly IListSink _sink;
    private readonly FindingReporter _findings;
    private readonly RowCells _row;
    private readonly HouseholdCells _cells;
    private readonly MemberChecker _members;
    private readonly HouseholdChecker _households;
    private readonly RowKinds _kinds;
    private readonly HouseholdDraft _household = new();
    private readonly BlockKey _block = new();
    private readonly BlockRows _blocks = new();
    private readonly List<(int Row, string Text)> _unclear = [];
    private readonly HashSet<int> _formulas = [];
    private readonly List<SheetLayout?> _layouts = [];
    private SheetLayout? _layout;
    private string _hamlet = "";
    private int _headerRow;
    private int _lastMemberRow;
    private bool _hasHead;
    private int _ordinal;

    /// <summary>Begins a file.</summary>
    public ListChecker(ImportRules rules, IReadOnlyList<string> sheets, IListSink sink)
    {
        (_rules, _sheets, _sink) = (rules, sheets, sink);
        _findings = new FindingReporter(sink);
        _row = new RowCells(rules.Columns.Slots);
        _cells = new HouseholdCells(rules.Columns, _findings);
        _members = new MemberChecker(rules, _findings);
        _households = new HouseholdChecker(rules, _findings, _cells);
        _kinds = new RowKinds(rules.Relations);
    }

    /// <summary>Rows of members so far.</summary>
    public int MemberRows { get; private set; }

    /// <summary>Households so far.</summary>
    public int Households => _ordinal;

    /// <summary>Layout of each sheet seen so far; null for one without a list.</summary>
    public IReadOnlyList<SheetLayout?> Layouts => _layouts;

    /// <summary>True when the file as a whole cannot be taken.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Understands the next block.</summary>
    public void Process(RowBatch batch)
    {
        var from = batch.IsFirst ? BeginSheet(batch) : 0;
        if (_layout is null)
            return;
        for (var at = from; at < batch.Count; at++)
            ProcessRow(batch, batch[at]);
        foreach (var range in batch.Merges)
            ProcessMerge(range);
    }

    /// <summary>Ends the file.</summary>
    public void Complete()
    {
        EndHousehold();
        if (_layouts.TrueForAll(layout => layout is null) && !IsRefused)
            Refuse("no-header", string.Join("; ", new SheetLayout([], [], (0, 0)).Missing(_rules.Columns)));
        else if (_ordinal == 0 && !IsRefused)
            Refuse("no-households");
    }

    private int BeginSheet(RowBatch batch)
    {
        EndHousehold();
        _unclear.Clear();
        _formulas.Clear();
        _blocks.Clear();
        (_findings.Sheet, _hamlet, _lastMemberRow) = (batch.Sheet, "", 0);
        _layout = HeaderFinder.Find(batch, _rules.Columns);
        if (_layout is not null && !IsComplete(_layout, batch))
            _layout = null;
        else if (_layout is null && _sheets.Count > 1)
            _findings.AddForFile("sheet-skipped", 0, _sheets[batch.Sheet]);
        _layouts.Add(_layout);
        if (_layout is null)
            return 0;
        _block.IsPerHousehold = _layout.IsPerHousehold;
        _headerRow = batch[_layout.HeaderRows.To].Number;
        if (_layout.Unused.ToList() is { Count: > 0 } unused)
            _findings.AddForFile("columns-skipped", _headerRow, string.Join("; ", unused));
        if (!_rules.TakesFacts && _layout.Slots.Index().Where(pair => pair.Item >= 0 && _rules.Columns.IsBeside(pair.Item)).Select(pair => _layout.Headings[pair.Index]).ToList() is { Count: > 0 } beside)
            _findings.AddForFile("columns-need-right", _headerRow, string.Join("; ", beside));
        return _layout.HeaderRows.To + 1;
    }

    private bool IsComplete(SheetLayout layout, RowBatch batch)
    {
        var header = batch[layout.HeaderRows.To].Number;
        if (layout.Missing(_rules.Columns) is { Count: > 0 } missing)
        {
            Refuse(HeaderFinder.IsSwapped(batch, _rules.Columns) ? "header-rows-swapped" : "header-incomplete", header, string.Join("; ", missing));
            return false;
        }

        foreach (var (slot, first, second) in layout.Doubles)
            if (slot != (int)Field.Note)
                Refuse("heading-twice", header, Finding.Letters(first), Finding.Letters(second), layout.Headings[first]);
        var indicators = Enumerable.Range(ColumnCatalogue.FirstIndicator, _rules.Columns.Indicators.Count).ToList();
        if (indicators.Exists(slot => layout.ColumnOf(slot) >= 0) && indicators.FindAll(slot => layout.ColumnOf(slot) < 0) is { Count: > 0 } lost)
            Refuse("indicators-incomplete", header, string.Join("; ", lost.Select(slot => _rules.Columns[slot]!.HeadingVi)));
        return !IsRefused;
    }

    private void ProcessRow(RowBatch batch, RowRef row)
    {
        _row.Load(batch, row, _layout!);
        switch (_kinds.Of(_row, _layout!))
        {
            case RowKind.Hamlet:
                EndHousehold();
                _hamlet = RowKinds.HamletOf(_row);
                break;
            case RowKind.Furniture:
                break;
            case RowKind.Unclear:
                if (_unclear.Count < MostUnclear && _lastMemberRow > 0)
                    _unclear.Add((row.Number, Encoding.UTF8.GetString(_row.Text(Field.FullName))));
                break;
            default:
                ProcessMember(row);
                break;
        }
    }

    private void ProcessMember(RowRef row)
    {
        // What looked like notes stands between members: then somebody may have been left half written.
        foreach (var (number, text) in _unclear)
            _findings.Add("row-unclear", number, _layout!.ColumnOf(Field.FullName), Encoding.UTF8.GetBytes(text));
        _unclear.Clear();
        if (_findings.Household is null || _block.Begins(_row, _hasHead))
            BeginHousehold(row);
        _lastMemberRow = _household.LastRow = row.Number;
        MemberRows++;
        CheckCells();
        _cells.Gather(_row, _household.Texts);
        if (_household.MemberCount == HouseholdDraft.MostMembers)
        {
            if (!_block.IsOverfull)
                _findings.Add("too-many-members", row.Number, _layout!.ColumnOf(Field.FullName), _row.Text(Field.FullName));
            _block.IsOverfull = true;
            return;
        }

        if (_household.MemberCount == 0)
            _household.FirstRelationTyped = _household.Texts.Add(_row.Text(Field.Relation));
        _members.Read(_row, _household, _layout!.IsPerHousehold);
        _hasHead |= _household.Members[_household.MemberCount - 1].Relation == Member.HeadRelation;
    }

    private void BeginHousehold(RowRef row)
    {
        EndHousehold();
        _household.Begin(++_ordinal, _findings.Sheet, row.Number);
        _findings.Household = _household;
        _hasHead = false;
        _cells.Begin();
        if (!_block.Take(_row))
            _findings.Add("household-number-missing", row.Number, _layout!.ColumnOf(Field.HouseholdNumber) is >= 0 and var column ? column : _layout.ColumnOf(Field.HouseholdCode), default);
    }

    private void EndHousehold()
    {
        if (_findings.Household is null)
            return;
        _households.Finish(_household, _layout!, _hamlet);
        if (!_household.Hamlet.IsEmpty)
            _hamlet = _household.Texts.Text(_household.Hamlet);
        _sink.Add(_household);
        _blocks.Add(_household.FirstRow, _household.LastRow, _household.Ordinal);
        _findings.Household = null;
    }

    private void CheckCells()
    {
        foreach (var slot in _row.Slots)
        {
            var cell = _row[slot];
            if (cell.Form != CellForm.Error && cell.Marks == CellMarks.None)
                continue;
            if (cell.Form == CellForm.Error)
                _findings.Add("cell-error", _row.Number, cell.Column, _row.Text(slot));
            else if (cell.Marks.HasFlag(CellMarks.Cut))
                _findings.Add("cell-too-long", _row.Number, cell.Column, _row.Text(slot));
            else if (_row.Text(slot).SequenceEqual(" "u8))
                _findings.Add("formula-unsaved", _row.Number, cell.Column, default);
            else if (_formulas.Add(cell.Column))
                _findings.Add("formula-used", _row.Number, cell.Column, default);
        }
    }

    // Ranges that cover household columns of one household are how lists are printed; anything else hides what belongs to somebody.
    private void ProcessMerge(MergedRange range)
    {
        var members = 0;
        var household = 0;
        for (var column = range.FromColumn; column <= range.ToColumn && column < _layout!.Slots.Count; column++)
            if (_layout.Slots[column] is >= 0 and var slot)
                _ = _rules.Columns.IsOfMember(slot) ? members++ : household++;
        if (members + household == 0 || range.ToRow <= _headerRow)
            return;
        EndHousehold();
        var covered = _blocks.Covered(range).ToList();
        if (members == 0 && household == 1 && covered.Count < 2)
            return;
        foreach (var ordinal in covered)
            _sink.Add(new Finding("merged-over-data", _findings.Sheet, range.FromRow, range.FromColumn, null, range.ToString()), ordinal);
    }

    private void Refuse(string code, params string[] arguments) => Refuse(code, 0, arguments);

    private void Refuse(string code, int row, params string[] arguments)
    {
        IsRefused = true;
        _findings.AddForFile(code, row, arguments);
    }
}
