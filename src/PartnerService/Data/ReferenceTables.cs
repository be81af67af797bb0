using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ServiceDefaults.Data;
using Sylvan.Data.Csv;

namespace PovertyPlatform.PartnerService.Data;

/// <summary>The reference step of <c>migrate</c>: on which grounds details are shared. Running it again changes nothing.</summary>
public static class ReferenceTables
{
    public static async Task Load(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<PartnerDb>();
        var file = Path.Combine(ReferenceFolder.Find(services.GetRequiredService<IConfiguration>()), "partners", "sharing-grounds.csv");
        await using var rows = await CsvDataReader.CreateAsync(file, cancel: ct);
        while (await rows.ReadAsync(ct))
        {
            string Cell(string column) => rows.GetString(rows.GetOrdinal(column)).Trim();
            DateOnly Day(string column) => DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : throw new InvalidDataException($"{file} row {rows.RowNumber}: {column} '{Cell(column)}' is not a date such as 2026-01-31.");
            var until = Cell("valid_to").Length == 0 ? (DateOnly?)null : Day("valid_to");
            await db.Database.ExecuteSqlAsync($"""
                insert into sharing_ground (code, valid_from, valid_to, legal_basis, purpose_vi, purpose_en, classification, confidence)
                values ({Cell("code")}, {Day("valid_from")}, {until}, {Cell("legal_basis")}, {Cell("purpose_vi")}, {Cell("purpose_en")}, {Cell("classification")}, {Cell("confidence")})
                on conflict (code, valid_from) do update set valid_to = excluded.valid_to, legal_basis = excluded.legal_basis, purpose_vi = excluded.purpose_vi,
                  purpose_en = excluded.purpose_en, classification = excluded.classification, confidence = excluded.confidence
                """, ct);
        }
    }
}
