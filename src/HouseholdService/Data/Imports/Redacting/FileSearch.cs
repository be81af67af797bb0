using PovertyPlatform.HouseholdService.Domain.Imports.Checking;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>Whom an erasure is about.</summary>
/// <param name="Erased">Who is erased.</param>
/// <param name="Family">Everybody of the household: which block of a list is its block.</param>
/// <param name="Others">Who was of the household once and is not any more: their rows stay.</param>
/// <param name="IsWhole">The whole household is erased.</param>
internal sealed record ErasureTarget(ErasedPeople Erased, ErasedPeople Family, ErasedPeople Others, bool IsWhole);

/// <summary>Rows of a file that are about erased people, sheet and row as the spreadsheet numbers them; and the rows of their household that stay.</summary>
internal sealed record FoundRows(HashSet<(int Sheet, int Row)> Erased, HashSet<(int Sheet, int Row)> Beside)
{
    public bool IsEmpty => Erased.Count == 0 && Beside.Count == 0;
}

/// <summary>
/// Finds the rows of erased people in a file. A row with their name and birth year is theirs wherever it stands; one with their number, too, but for rows of other households,
/// where the number stands by mistake and only its cell goes. In the household's own block (its first row, or most of its rows, are of the household) a name is enough, and when the household is erased as a whole every row of the block goes: also of members whom the
/// registry never took, but not of those who live elsewhere now.
/// </summary>
internal sealed class FileSearch(ErasureTarget target, int listYear) : IListSink
{
    private readonly List<(int Sheet, int First, int Last)> _blocks = [];
    private readonly Dictionary<(int Sheet, int Row), Verdict> _rows = [];

    [Flags]
    private enum Verdict : byte
    {
        Plain = 0,
        Erased = 1,
        Family = 2,
        Named = 4,
        Other = 8,
        Quotes = 16,
        Numbered = 32,
    }

    /// <summary>Reads the file to its end.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="rules">Rules of the list, or null when nobody knows them: then only numbers and names with years decide.</param>
    public FoundRows Search(IRowSource rows, ImportRules? rules)
    {
        var checker = rules is null ? null : new ListChecker(rules, rows.Sheets, this);
        var batch = new RowBatch();
        while (rows.Read(batch))
        {
            for (var at = 0; at < batch.Count; at++)
                if (Judge(batch, batch[at]) is not Verdict.Plain and var verdict)
                    _rows[(batch.Sheet, batch[at].Number)] = verdict;
            checker?.Process(batch);
        }

        checker?.Complete();
        var found = new FoundRows([.. _rows.Where(row => row.Value.HasFlag(Verdict.Erased)).Select(row => row.Key)], [.. _rows.Where(row => row.Value.HasFlag(Verdict.Quotes)).Select(row => row.Key)]);
        var ofOthers = new HashSet<(int, int)>();
        foreach (var block in _blocks)
            if (IsOwn(block))
                TakeBlock(block, found);
            else
                ofOthers.UnionWith(Enumerable.Range(block.First, block.Last - block.First + 1).Select(row => (block.Sheet, row)));
        found.Erased.UnionWith(_rows.Where(row => row.Value.HasFlag(Verdict.Numbered) && !ofOthers.Contains(row.Key)).Select(row => row.Key));
        found.Beside.ExceptWith(found.Erased);
        return found;
    }

    /// <inheritdoc />
    public void Add(HouseholdDraft household) => _blocks.Add((household.Sheet, household.FirstRow, household.LastRow));

    /// <inheritdoc />
    public void Add(Finding finding, int household)
    {
    }

    private Verdict Judge(RowBatch batch, RowRef row)
    {
        var verdict = Verdict.Plain;
        if (target.Erased.IsCalled(batch, row, listYear))
            verdict |= Verdict.Erased;
        if (target.Erased.IsNumbered(batch, row))
            verdict |= Verdict.Numbered;
        if (target.Family.IsCalled(batch, row, listYear) || target.Family.IsNumbered(batch, row))
            verdict |= Verdict.Family;
        if (target.Erased.IsNamed(batch, row))
            verdict |= Verdict.Named;
        if (target.Others.IsCalled(batch, row, listYear) || target.Others.IsNumbered(batch, row))
            verdict |= Verdict.Other;
        foreach (var cell in batch.CellsOf(row))
            if (target.Erased.HasNumber(batch.StringOf(cell)))
                verdict |= Verdict.Quotes;
        return verdict;
    }

    private bool IsOwn((int Sheet, int First, int Last) block)
    {
        if (_rows.GetValueOrDefault((block.Sheet, block.First)).HasFlag(Verdict.Family))
            return true;
        var own = Enumerable.Range(block.First, block.Last - block.First + 1).Count(row => _rows.GetValueOrDefault((block.Sheet, row)).HasFlag(Verdict.Family));
        return own * 2 > block.Last - block.First + 1;
    }

    private void TakeBlock((int Sheet, int First, int Last) block, FoundRows found)
    {
        for (var row = block.First; row <= block.Last; row++)
        {
            var verdict = _rows.GetValueOrDefault((block.Sheet, row));
            if (target.IsWhole ? !verdict.HasFlag(Verdict.Other) : IsTheirs(verdict))
                found.Erased.Add((block.Sheet, row));
            else
                found.Beside.Add((block.Sheet, row));
        }
    }

    // A row of another member may repeat the head's name: then it is somebody else's row, and only that cell goes.
    private static bool IsTheirs(Verdict verdict) => verdict.HasFlag(Verdict.Erased) || (verdict.HasFlag(Verdict.Named) && !verdict.HasFlag(Verdict.Family));
}
