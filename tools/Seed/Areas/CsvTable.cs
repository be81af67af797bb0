using System.Globalization;
using Sylvan.Data.Csv;

namespace PovertyPlatform.Seed.Areas;

/// <summary>A small CSV file read whole, its cells asked for by heading; written back with LF and quotes only where needed.</summary>
sealed class CsvTable(IReadOnlyList<string> headings, IReadOnlyList<string[]> rows)
{
    readonly Dictionary<string, int> columns = headings.Select((h, i) => (h, i)).ToDictionary(p => p.h, p => p.i);

    public IEnumerable<Func<string, string>> Rows => rows.Select(row => (Func<string, string>)(heading => row[columns[heading]]));

    public static CsvTable Read(string path)
    {
        using var reader = CsvDataReader.Create(path);
        var headings = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        var rows = new List<string[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return new(headings, rows);
    }

    public static void Write(string path, string headings, IEnumerable<string[]> rows)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(headings);
        foreach (var row in rows) writer.WriteLine(string.Join(',', row.Select(Quoted)));
    }

    static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") < 0 ? cell : string.Create(CultureInfo.InvariantCulture, $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
}
