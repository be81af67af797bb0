using Microsoft.Extensions.Configuration;
using Npgsql;
using NpgsqlTypes;
using PovertyPlatform.ReportingService.Domain.Reports;
using PovertyPlatform.ServiceDefaults.Data;
using Sylvan.Data.Csv;

namespace PovertyPlatform.ReportingService.Data.Reference;

/// <summary>Loads the names of units and the layouts of reports; running it again changes nothing, and a changed file changes exactly its rows.</summary>
internal static class ReferenceTables
{
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var folder = ReferenceFolder.Find(services.GetRequiredService<IConfiguration>());
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Units(connection, Path.Combine(folder, "areas", "provinces.csv"), isProvince: true, ct);
        await Units(connection, Path.Combine(folder, "areas", "communes.csv"), isProvince: false, ct);
        await Layouts(connection, Path.Combine(folder, "reports", "reports.csv"), ct);
        await Columns(connection, Path.Combine(folder, "reports", "columns.csv"), ct);
        await Disclosure(connection, Path.Combine(folder, "reports", "disclosure.csv"), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Loads the units of another folder in the same format, for areas that the platform does not ship.</summary>
    public static async Task LoadAreas(NpgsqlConnection connection, string folder, CancellationToken ct)
    {
        foreach (var (file, isProvince) in new[] { ("provinces.csv", true), ("communes.csv", false) })
            if (Path.Combine(folder, file) is var path && File.Exists(path))
                await Units(connection, path, isProvince, ct);
    }

    private static async Task Units(NpgsqlConnection connection, string path, bool isProvince, CancellationToken ct)
    {
        foreach (var row in Rows(path))
            await Execute(connection, """
                insert into area_unit (code, valid_from, valid_to, name, province_code, is_province) values ($1, $2, $3, $4, $5, $6)
                on conflict (code, valid_from) do update set valid_to = excluded.valid_to, name = excluded.name, province_code = excluded.province_code
                """, [Text(row["code"]), Day(row["valid_from"], DateOnly.MinValue), Day(row["valid_to"], null), Text(row["name"]),
                Text(isProvince ? row["code"] : row["province_code"]), new NpgsqlParameter { Value = isProvince }], ct);
    }

    private static async Task Layouts(NpgsqlConnection connection, string path, CancellationToken ct)
    {
        foreach (var row in Rows(path))
            await Execute(connection, """
                insert into report_layout (report_id, valid_from, valid_to, title_vi, title_en, legal_basis, confidence, lines) values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (report_id, valid_from) do update set valid_to = excluded.valid_to, title_vi = excluded.title_vi, title_en = excluded.title_en,
                  legal_basis = excluded.legal_basis, confidence = excluded.confidence, lines = excluded.lines
                """, [Number(row["report_id"]), Day(row["valid_from"], null), Day(row["valid_to"], null), Text(row["title_vi"]), Text(row["title_en"]),
                Text(row["legal_basis"]), Text(row["confidence"]), new NpgsqlParameter { Value = row["lines"].Split('|', StringSplitOptions.RemoveEmptyEntries) }], ct);
    }

    private static async Task Columns(NpgsqlConnection connection, string path, CancellationToken ct)
    {
        foreach (var (row, line) in Rows(path).Select((row, index) => (row, index + 2)))
        {
            var isMeasure = row["kind"] == "measure";
            if (isMeasure ? !Measures.All.Contains(row["measure"]) : row["numerator"].Length == 0 || row["denominator"].Length == 0)
                throw new InvalidDataException($"{path} line {line}: a measure column names one of {string.Join(", ", Measures.All.Order())}; a rate column names numerator and denominator.");
            await Execute(connection, """
                insert into report_column (report_id, number, valid_from, valid_to, group_vi, heading_vi, heading_en, measure, numerator, denominator, is_printed)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                on conflict (report_id, number, valid_from) do update set valid_to = excluded.valid_to, group_vi = excluded.group_vi, heading_vi = excluded.heading_vi,
                  heading_en = excluded.heading_en, measure = excluded.measure, numerator = excluded.numerator, denominator = excluded.denominator, is_printed = excluded.is_printed
                """, [Number(row["report_id"]), Number(row["number"]), Day(row["valid_from"], null), Day(row["valid_to"], null), Text(row["group_vi"]),
                Text(row["heading_vi"]), Text(row["heading_en"]), Text(isMeasure ? row["measure"] : null), Number(row["numerator"]), Number(row["denominator"]), new NpgsqlParameter { Value = row["printed"] != "no" }], ct);
        }
    }

    private static async Task Disclosure(NpgsqlConnection connection, string path, CancellationToken ct)
    {
        foreach (var row in Rows(path))
            await Execute(connection, """
                insert into disclosure_rule (code, valid_from, valid_to, value, name_vi, name_en, legal_basis, confidence) values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (code, valid_from) do update set valid_to = excluded.valid_to, value = excluded.value, name_vi = excluded.name_vi, name_en = excluded.name_en,
                  legal_basis = excluded.legal_basis, confidence = excluded.confidence
                """, [Text(row["code"]), Day(row["valid_from"], null), Day(row["valid_to"], null), Number(row["value"]), Text(row["name_vi"]), Text(row["name_en"]),
                Text(row["legal_basis"]), Text(row["confidence"])], ct);
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string path)
    {
        using var reader = CsvDataReader.Create(path);
        while (reader.Read())
            yield return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetString);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(string value) => new()
    {
        Value = value.Length == 0 ? DBNull.Value : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
        NpgsqlDbType = NpgsqlDbType.Integer,
    };

    private static NpgsqlParameter Day(string value, DateOnly? otherwise) => new()
    {
        Value = value.Length == 0 ? (object?)otherwise ?? DBNull.Value : DateOnly.ParseExact(value, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        NpgsqlDbType = NpgsqlDbType.Date,
    };
}
