using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Passes findings on, with the place where they were found, and marks the household of a fault.</summary>
internal sealed class FindingReporter(IListSink sink)
{
    private const int LongestValue = 200;

    /// <summary>Household that is being read; null between households.</summary>
    public HouseholdDraft? Household { get; set; }

    /// <summary>Sheet that is being read.</summary>
    public int Sheet { get; set; }

    public void Add(string code, int row, int column, ReadOnlySpan<byte> typed, params string[] arguments)
    {
        if (Household is not null && FindingCatalogue.All[code].Level == FindingLevel.Fault)
            Household.HasFault = true;
        sink.Add(new Finding(code, Sheet, row, column, Typed(typed), arguments), Household?.Ordinal ?? 0);
    }

    /// <summary>Something about the sheet or the file as a whole.</summary>
    public void AddForFile(string code, int row = 0, params string[] arguments) => sink.Add(new Finding(code, row == 0 ? -1 : Sheet, row, -1, null, arguments), 0);

    private static string? Typed(ReadOnlySpan<byte> typed)
    {
        if (typed.IsEmpty)
            return null;
        var text = Encoding.UTF8.GetString(typed[..Math.Min(typed.Length, LongestValue * 3)]).Replace("\0", "", StringComparison.Ordinal);
        return text.Length > LongestValue ? text[..LongestValue] : text;
    }
}
