using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.SupportProgramService.Domain.Areas;
using Sylvan.Data.Csv;

namespace PovertyPlatform.SupportProgramService.Data.Areas;

/// <summary>Provinces and communes of reference/areas in this service's database.</summary>
public static class AreaUnits
{
    /// <summary>Loads the units of a folder and gives every province of today its partitions; running it again changes nothing.</summary>
    public static async Task Load(SupportDb db, string folder, CancellationToken ct)
    {
        var units = Read(Path.Combine(folder, "provinces.csv"), isProvince: true).Concat(Read(Path.Combine(folder, "communes.csv"), isProvince: false)).ToList();
        var codes = units.Select(unit => unit.Code).ToArray();
        var from = units.Select(unit => unit.ValidFrom).ToArray();
        var to = units.Select(unit => unit.ValidTo).ToArray();
        var provinces = units.Select(unit => unit.ProvinceCode).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            insert into area_unit (code, valid_from, valid_to, province_code)
            select * from unnest({codes}, {from}, {to}, {provinces})
            on conflict (code, valid_from) do update set valid_to = excluded.valid_to, province_code = excluded.province_code
            """, ct);
        foreach (var province in units.Where(unit => unit.Code == unit.ProvinceCode && unit.ValidTo is null).Select(unit => unit.Code).Distinct())
            await db.Database.ExecuteSqlAsync($"select ensure_province({province})", ct);
    }

    /// <summary>Province of a commune on a day; a commune that no reference row names is known by the households that were recognised there. Null: no such commune.</summary>
    public static async Task<string?> ProvinceOf(this SupportDb db, string communeCode, DateOnly on, CancellationToken ct) =>
        await db.AreaUnits.Where(unit => unit.Code == communeCode && unit.ValidFrom <= on && (unit.ValidTo == null || unit.ValidTo >= on))
            .Select(unit => unit.ProvinceCode).FirstOrDefaultAsync(ct)
        ?? await db.Households.IgnoreQueryFilters().Where(household => household.CommuneCode == communeCode)
            .Select(household => household.ProvinceCode).FirstOrDefaultAsync(ct);

    private static IEnumerable<AreaUnit> Read(string path, bool isProvince)
    {
        using var csv = CsvDataReader.Create(path);
        var (code, from, to) = (csv.GetOrdinal("code"), csv.GetOrdinal("valid_from"), csv.GetOrdinal("valid_to"));
        var province = isProvince ? code : csv.GetOrdinal("province_code");
        while (csv.Read())
            yield return new AreaUnit
            {
                Code = csv.GetString(code),
                ValidFrom = Day(csv.GetString(from)) ?? DateOnly.MinValue.AddDays(1),
                ValidTo = Day(csv.GetString(to)),
                ProvinceCode = csv.GetString(province),
            };
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
