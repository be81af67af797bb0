
using PovertyPlatform.HouseholdService.Domain.Reference;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Cells;

/// <summary>Finds the code of a typed word: the code itself, a name or a synonym.</summary>
public sealed class CodeWords
{
    private readonly Dictionary<string, string> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bare = new(StringComparer.Ordinal);
    private readonly RememberedCells<string?> _known;
    private readonly bool _allowsTail;

    /// <summary>Builds the look-up.</summary>
    /// <param name="items">Codes with their names and synonyms.</param>
    /// <param name="allowsTail">True when further words may follow a known one, as in “Con thứ hai”.</param>
    public CodeWords(IEnumerable<(string Code, IEnumerable<string> Words)> items, bool allowsTail = false)
    {
        _allowsTail = allowsTail;
        _known = new RememberedCells<string?>(Search);
        foreach (var (code, words) in items)
            foreach (var word in words.Prepend(code).SelectMany(word => word.Contains('(', StringComparison.Ordinal) ? [word, word[..word.IndexOf('(', StringComparison.Ordinal)]] : (string[])[word]))
            {
                _exact.TryAdd(WordKey.Of(word), code);
                // Two codes that differ by diacritics only are told apart by nobody who leaves them out: then neither counts.
                var bare = Bare(word);
                _bare[bare] = _bare.TryGetValue(bare, out var other) && other != code ? "" : code;
            }
    }

    /// <summary>Builds the look-up of a code list.</summary>
    public static CodeWords Of(IEnumerable<CodeListItem> items, bool allowsTail = false) =>
        new(items.Select(item => (item.Code, item.Synonyms.Prepend(item.NameVi))), allowsTail);

    /// <summary>The code, or null.</summary>
    public string? Find(ReadOnlySpan<byte> typed) => _known.Of(typed);

    private string? Search(string typed)
    {
        var bare = WordKey.IsBare(typed);
        for (var key = bare ? Bare(typed) : WordKey.Of(typed); key.Length > 0;)
        {
            if ((bare ? _bare : _exact).TryGetValue(key, out var code) && code.Length > 0)
                return code;
            var cut = key.LastIndexOf(' ');
            if (!_allowsTail || cut < 0)
                return null;
            key = key[..cut];
        }

        return null;
    }

    // Unlike a heading's key it keeps figures: codes such as 08 are words too.
    private static string Bare(string word) => Households.SearchName.Of(word).Replace('y', 'i');
}
