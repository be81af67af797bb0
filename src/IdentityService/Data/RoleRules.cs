using Microsoft.EntityFrameworkCore;
using Sylvan.Data.Csv;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Loads what is said about roles beside their scopes, and the areas that grants name. Running it twice changes nothing.</summary>
internal static class RoleRules
{
    public static async Task Load(IdentityDb db, string folder, CancellationToken ct)
    {
        foreach (var row in Rows(Path.Combine(folder, "incompatible-roles.csv")))
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into incompatible_role (role, other_role, reason_vi, reason_en, valid_from, valid_to, legal_basis, confidence)
                values ({row["role"]}, {row["other_role"]}, {row["reason_vi"]}, {row["reason_en"]}, {Day(row["valid_from"])}, {Day(row["valid_to"])}, {Text(row["legal_basis"])}, {row["confidence"]})
                on conflict (role, other_role, valid_from) do update set reason_vi = excluded.reason_vi, reason_en = excluded.reason_en, valid_to = excluded.valid_to,
                  legal_basis = excluded.legal_basis, confidence = excluded.confidence
                """, ct);
        foreach (var row in Rows(Path.Combine(folder, "role-bodies.csv")))
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into role_body (role, body_vi, body_en, valid_from, valid_to, legal_basis, confidence)
                values ({row["role"]}, {row["body_vi"]}, {row["body_en"]}, {Day(row["valid_from"])}, {Day(row["valid_to"])}, {Text(row["legal_basis"])}, {row["confidence"]})
                on conflict (role, valid_from) do update set body_vi = excluded.body_vi, body_en = excluded.body_en, valid_to = coalesce(excluded.valid_to, role_body.valid_to),
                  legal_basis = excluded.legal_basis, confidence = excluded.confidence
                """, ct);
        var areas = Path.Combine(Path.GetDirectoryName(folder)!, "areas");
        await LoadAreas(db, [.. Rows(Path.Combine(areas, "provinces.csv")).Select(row => (row["code"], row["code"], Day(row["valid_from"]), Day(row["valid_to"]))),
            .. Rows(Path.Combine(areas, "communes.csv")).Select(row => (row["code"], row["province_code"], Day(row["valid_from"]), Day(row["valid_to"])))], ct);
        await LoadSuccessions(db, Rows(Path.Combine(areas, "crosswalk.csv")), ct);
    }

    // Everybody of the old unit went into the new one; of the others somebody has to say who went where.
    private static readonly string[] Certain = ["one_to_one", "population_to_one"];

    private static Task<int> LoadSuccessions(IdentityDb db, IReadOnlyList<Dictionary<string, string>> rows, CancellationToken ct)
    {
        string[] oldCodes = [.. rows.Select(row => row["old_code"])], oldProvinces = [.. rows.Select(row => row["old_province_code"])], newCodes = [.. rows.Select(row => row["new_code"])];
        string[] newProvinces = [.. rows.Select(row => row["new_province_code"])];
        DateOnly[] days = [.. rows.Select(row => Day(row["changed_on"])!.Value)];
        bool[] certain = [.. rows.Select(row => Certain.Contains(row["split_class"]))];
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into area_succession (old_code, old_province_code, new_code, new_province_code, changed_on, is_certain)
            select distinct on (old_code, new_code, changed_on) old_code, old_province, new_code, new_province, changed_on, is_certain
            from unnest({oldCodes}, {oldProvinces}, {newCodes}, {newProvinces}, {days}, {certain}) as given (old_code, old_province, new_code, new_province, changed_on, is_certain)
            where old_code <> '' order by old_code, new_code, changed_on, is_certain desc
            on conflict (old_code, new_code, changed_on) do update set old_province_code = excluded.old_province_code, new_province_code = excluded.new_province_code, is_certain = excluded.is_certain
            """, ct);
    }

    private static Task<int> LoadAreas(IdentityDb db, IReadOnlyList<(string Code, string Province, DateOnly? From, DateOnly? To)> areas, CancellationToken ct)
    {
        string[] codes = [.. areas.Select(area => area.Code)];
        string[] provinces = [.. areas.Select(area => area.Province)];
        DateOnly?[] from = [.. areas.Select(area => area.From ?? DateOnly.MinValue)];
        DateOnly?[] to = [.. areas.Select(area => area.To)];
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into area (code, province_code, valid_from, valid_to) select distinct on (code, province_code, valid_from) * from unnest({codes}, {provinces}, {from}, {to}) as given (code, province_code, valid_from, valid_to)
            on conflict (code, province_code, valid_from) do update set valid_to = excluded.valid_to
            """, ct);
    }

    private static List<Dictionary<string, string>> Rows(string path)
    {
        var found = new List<Dictionary<string, string>>();
        using var rows = CsvDataReader.Create(path);
        while (rows.Read())
            found.Add(Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetString));
        return found;
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
