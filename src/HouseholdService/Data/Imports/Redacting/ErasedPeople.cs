using System.Buffers;
using System.Globalization;
using System.Text;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Imports.Redacting;

/// <summary>What one person is or was called, in which year born, and the mark of the number, as the registry knows or knew it.</summary>
internal sealed record PersonTrace(string Name, short? BirthYear, byte[]? Mark);

/// <summary>People looked for in the rows of files: by the marks of numbers, or by name and birth year. A number decides; a name alone does not.</summary>
internal sealed class ErasedPeople
{
    private const int EarliestYear = 1900;
    private static readonly SearchValues<char> InNumbers = SearchValues.Create("0123456789 .'-+");
    private readonly PersonSeals _seals;
    private readonly byte _key;
    private readonly HashSet<string> _marks;
    private readonly HashSet<string> _telephones;
    private readonly Dictionary<string, HashSet<int>> _names;

    /// <param name="seals">Marks.</param>
    /// <param name="key">Key of all marks.</param>
    /// <param name="traces">The people.</param>
    /// <param name="telephones">Marks of their telephones.</param>
    public ErasedPeople(PersonSeals seals, byte key, IReadOnlyCollection<PersonTrace> traces, IEnumerable<byte[]> telephones)
    {
        (_seals, _key) = (seals, key);
        _marks = [.. traces.Where(one => one.Mark is not null).Select(one => Convert.ToHexString(one.Mark!))];
        _telephones = [.. telephones.Select(Convert.ToHexString)];
        _names = traces.Select(one => (Search: SearchName.Of(one.Name), one.BirthYear)).Where(one => one.Search.Length > 0)
            .GroupBy(one => one.Search, StringComparer.Ordinal)
            .ToDictionary(name => name.Key, name => name.Where(one => one.BirthYear is > 0).Select(one => (int)one.BirthYear!).ToHashSet(), StringComparer.Ordinal);
    }

    /// <summary>Nobody is looked for.</summary>
    public bool IsEmpty => _names.Count == 0 && _marks.Count == 0;

    /// <summary>True when the row carries a name with a birth year of it, or a name and no year that could be a birth's.</summary>
    public bool IsCalled(RowBatch batch, RowRef row, int listYear)
    {
        HashSet<int>? born = null;
        List<int> years = [];
        foreach (var cell in batch.CellsOf(row))
        {
            var text = batch.StringOf(cell);
            if (_names.TryGetValue(SearchName.Of(text), out var found))
                born = born is null ? found : [.. born, .. found];
            years.AddRange(Years(text));
        }

        // Dates of visits lie about the year of the list.
        return born is not null && (born.Count == 0 || years.Exists(born.Contains) || !years.Exists(year => year < listYear - 1));
    }

    /// <summary>True when a cell of the row is the number or telephone of one of them.</summary>
    public bool IsNumbered(RowBatch batch, RowRef row)
    {
        foreach (var cell in batch.CellsOf(row))
            if (IsNumber(batch.StringOf(cell)))
                return true;
        return false;
    }

    /// <summary>True when a cell of the row carries one of the names.</summary>
    public bool IsNamed(RowBatch batch, RowRef row)
    {
        foreach (var cell in batch.CellsOf(row))
            if (_names.ContainsKey(SearchName.Of(batch.StringOf(cell))))
                return true;
        return false;
    }

    private bool IsNumber(string cell) => cell.Length is >= 9 and <= 20 && cell.AsSpan().IndexOfAnyExcept(InNumbers) < 0 && HasNumber(cell);

    /// <summary>True when a number or telephone of one of them stands somewhere in the text.</summary>
    public bool HasNumber(string text)
    {
        foreach (var number in Numbers(text, joins: false).Concat(Numbers(text, joins: true)))
            if (Candidates(number).Any(one => _marks.Contains(Mark(_seals.IdentityMark.Write, one)) || _telephones.Contains(Mark(_seals.TelephoneMark.Write, one))))
                return true;
        return false;
    }

    /// <summary>True when one of the names stands in the text, alone or among other words.</summary>
    public bool HasName(string text)
    {
        var words = $" {SearchName.Of(text)} ";
        return _names.Keys.Any(name => words.Contains($" {name} ", StringComparison.Ordinal));
    }

    private delegate void Marking(byte key, ReadOnlySpan<byte> plain, Span<byte> mark);

    private string Mark(Marking marking, string number)
    {
        Span<byte> mark = stackalloc byte[SearchMark.Length];
        marking(_key, Encoding.UTF8.GetBytes(number), mark);
        return Convert.ToHexString(mark);
    }

    // Spreadsheets lose leading zeros; a telephone is written with +84 or 0.
    private static IEnumerable<string> Candidates(string digits)
    {
        yield return digits;
        if (digits.Length < 12)
        {
            yield return digits.PadLeft(12, '0');
            yield return $"0{digits}";
        }

        if (digits.StartsWith("84", StringComparison.Ordinal))
            yield return $"0{digits.AsSpan(2)}";
    }

    // Runs of digits, with the spaces and points that people put between them taken out.
    private static IEnumerable<string> Numbers(string text, bool joins)
    {
        var digits = new StringBuilder();
        foreach (var letter in $"{text}\n")
        {
            if (char.IsAsciiDigit(letter))
                digits.Append(letter);
            else if (digits.Length > 0 && !(joins && letter is (' ' or '.' or '-' or '\u00A0')))
            {
                if (digits.Length is >= 8 and <= 14)
                    yield return digits.ToString();
                digits.Clear();
            }
        }
    }

    private static IEnumerable<int> Years(string text)
    {
        for (var at = 0; at + 4 <= text.Length; at++)
            if ((at == 0 || !char.IsAsciiDigit(text[at - 1])) && (at + 4 == text.Length || !char.IsAsciiDigit(text[at + 4]))
                && int.TryParse(text.AsSpan(at, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= EarliestYear and <= 2100)
                yield return year;
    }
}
