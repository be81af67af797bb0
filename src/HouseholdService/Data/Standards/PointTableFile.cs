using System.Globalization;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Errors;
using Sylvan.Data.Csv;

namespace PovertyPlatform.HouseholdService.Data.Standards;

/// <summary>Reads point tables as CSV, one row for each level; see reference/standards/README.md.</summary>
public static class PointTableFile
{
    private const int MostRows = 5000;
    private const int Longest = 300;
    private static readonly string[] Columns =
        ["standard_code", "form", "region", "valid_from", "valid_to", "is_sample", "item", "item_vi", "kind", "level", "level_vi", "from", "to", "points", "legal_basis", "confidence"];

    /// <summary>The tables, or what is wrong by row.</summary>
    public static (IReadOnlyList<PointTable> Tables, IReadOnlyList<FieldFault> Faults) Read(string content, string provinceCode, string actor, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        var rows = Rows(content, faults);
        if (rows.Count == 0 && faults.Count == 0)
            faults.Add(new FieldFault("content", "Tệp không có dòng nào.", "The file has no rows."));
        var tables = rows.GroupBy(row => (Standard: row.Text("standard_code"), Form: row.Text("form"), Region: row.Text("region"), From: row.Text("valid_from"), To: row.Text("valid_to"), IsSample: row.Text("is_sample") == "yes",
            Basis: row.Text("legal_basis"))).Select(group => new PointTable
            {
                ProvinceCode = provinceCode,
                StandardCode = group.Key.Standard,
                Form = group.Key.Form,
                Region = group.Key.Region,
                ValidFrom = group.First().Date("valid_from", faults),
                ValidTo = group.First().Date("valid_to", faults),
                IsSample = group.Key.IsSample,
                LegalBasis = group.Key.Basis,
                // A table is as sure as its least sure level.
                Confidence = group.Select(row => row.Text("confidence")).MinBy(confidence => "LMH".IndexOf(confidence, StringComparison.Ordinal))!,
                Items = [.. group.GroupBy(row => row.Text("item")).Select(item => new PointItem(item.Key, item.First().Text("item_vi"), item.First().Text("kind") == "range",
                    [.. item.Select(level => new PointLevel(level.Text("level"), level.Text("level_vi"), level.Whole("from", faults, mayBeEmpty: true), level.Whole("to", faults, mayBeEmpty: true), level.Whole("points", faults) ?? 0))]))],
                RecordedBy = actor,
                RecordedAt = now,
            }).ToList();
        return (tables, faults);
    }

    private static List<Row> Rows(string content, List<FieldFault> faults)
    {
        var rows = new List<Row>();
        try
        {
            using var csv = CsvDataReader.Create(new StringReader(content.TrimStart('\uFEFF')));
            var places = Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, StringComparer.Ordinal);
            if (Columns.FirstOrDefault(column => !places.ContainsKey(column)) is { } missing)
            {
                faults.Add(new FieldFault("content", $"Tệp thiếu cột {missing}.", $"The file lacks the column {missing}."));
                return rows;
            }

            while (csv.Read())
            {
                if (rows.Count == MostRows)
                {
                    faults.Add(new FieldFault("content", $"Tệp có quá {MostRows} dòng; hãy chia theo vùng.", $"The file has more than {MostRows} rows; divide it by region."));
                    return rows;
                }

                var row = new Row(rows.Count + 2, Columns.ToDictionary(column => column, column => csv.GetString(places[column]).Trim(), StringComparer.Ordinal));
                if (row.Fault() is { } fault && faults.Count < 50)
                    faults.Add(fault);
                rows.Add(row);
            }
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidDataException or ArgumentException or InvalidOperationException)
        {
            faults.Add(new FieldFault("content", "Tệp không đọc được như CSV.", "The file cannot be read as CSV."));
        }

        return rows;
    }

    private sealed record Row(int Number, Dictionary<string, string> Cells)
    {
        public string Text(string column) => Cells[column];

        public FieldFault? Fault()
        {
            if (Columns.FirstOrDefault(column => column is not ("from" or "to" or "is_sample") && Cells[column].Length is 0 or > Longest) is { } empty)
                return Wrong(empty);
            return Text("kind") is not ("range" or "choice") ? Wrong("kind") : Text("is_sample") is not ("yes" or "no" or "") ? Wrong("is_sample") : Text("confidence") is not ("H" or "M" or "L") ? Wrong("confidence") : null;
        }

        public DateOnly Date(string column, List<FieldFault> faults)
        {
            if (!DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                faults.Add(Wrong(column));
            return date;
        }

        public int? Whole(string column, List<FieldFault> faults, bool mayBeEmpty = false)
        {
            if (mayBeEmpty && Text(column).Length == 0)
                return null;
            if (int.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is > -1_000_000 and < 1_000_000)
                return number;
            faults.Add(Wrong(column));
            return null;
        }

        private FieldFault Wrong(string column) => new("content", $"Dòng {Number}: ô {column} chưa đúng.", $"Row {Number}: cell {column} is wrong.");
    }
}
