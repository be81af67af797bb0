using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;

namespace PovertyPlatform.HouseholdService.Data.Imports.Marking;

/// <summary>A CSV list as it was sent, with one more column that says what to mend in a row. Lines are copied as they are.</summary>
internal static class MarkedCsv
{
    private const string Heading = "Cần sửa";
    private static readonly char[] Separators = [';', ',', '\t'];

    /// <summary>Writes it; marks are those of the only sheet, in order of row.</summary>
    public static void Write(Stream file, IReadOnlyList<CellMark> marks, Stream target)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false), true, leaveOpen: true);
        using var writer = new StreamWriter(target, new UTF8Encoding(true), leaveOpen: true);
        var notes = marks.GroupBy(mark => mark.Row).ToDictionary(row => row.Key, row => string.Join(" | ", row.Select(Note)));
        var separator = ',';
        for (var (row, first) = (1, true); reader.ReadLine() is { } line; row++, first = false)
        {
            // A quoted value may hold line breaks: the row goes on until its quotes are closed.
            while (line.AsSpan().Count('"') % 2 == 1 && reader.ReadLine() is { } more)
                line = $"{line}\n{more}";
            if (first)
                separator = Separators.MaxBy(candidate => line.Count(letter => letter == candidate));
            var note = notes.GetValueOrDefault(row) ?? (first ? Heading : "");
            writer.Write(line);
            writer.Write(separator);
            if (note.Length > 0)
                writer.Write($"\"{note.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            writer.Write("\r\n");
        }
    }

    private static string Note(CellMark mark) => $"{Finding.Letters(mark.Column)}: {mark.Text.Replace('\n', ' ')}";
}
