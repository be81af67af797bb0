using Sylvan.Data.Csv;

namespace PovertyPlatform.SupportProgramService.Data.Rules;

/// <summary>Codes of the provinces of today, from the dated reference list.</summary>
internal static class ProvinceCodes
{
    public static IReadOnlyList<string> Today(string path)
    {
        using var csv = CsvDataReader.Create(path);
        var (code, validTo) = (csv.GetOrdinal("code"), csv.GetOrdinal("valid_to"));
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        while (csv.Read())
            if (csv.GetString(validTo).Length == 0)
                codes.Add(csv.GetString(code));
        return [.. codes];
    }
}
