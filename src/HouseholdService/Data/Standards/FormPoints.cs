using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Data.Standards;

/// <summary>The point tables that a reviewer needs on form B: those of the province for the household's kind of area on the day of the review.</summary>
internal static class FormPoints
{
    private const string Income = "B1";
    private const string Urban = "TT";
    private const int Most = 50;

    /// <summary>The tables of one region, that of points A first; or why the form cannot be printed with its questions.</summary>
    /// <param name="db">The registry.</param>
    /// <param name="household">The household.</param>
    /// <param name="standard">Standard of the year.</param>
    /// <param name="area">Kind of area on the day.</param>
    /// <param name="day">Day on which the points must be in force.</param>
    /// <param name="region">Rural region, where the province loaded tables of several; null where one alone is there.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<(IReadOnlyList<PointTable> Tables, Refusal? Refusal)> On(
        HouseholdDb db, Household household, Standard standard, AreaType area, DateOnly day, string? region, CancellationToken ct)
    {
        var loaded = await db.PointTables.AsNoTracking()
            .Where(row => row.ProvinceCode == household.ProvinceCode && row.StandardCode == standard.Code && row.ValidFrom <= day && day <= row.ValidTo && (row.Region == Urban) == (area == AreaType.Urban))
            .OrderBy(row => row.Form).ThenBy(row => row.Region).Take(Most).ToListAsync(ct);
        var regions = loaded.Where(table => table.Form == Income).Select(table => table.Region).Distinct().ToList();
        if (regions.Count == 0 || (region is not null && !regions.Contains(region)))
            return ([], Missing(standard, area, day, region));
        return region is null && regions.Count > 1
            ? ([], Refusal.Invalid(new FieldFault("region", $"Tỉnh có biểu điểm của nhiều vùng; chọn một: {string.Join(", ", regions)}.", $"The province has tables of several regions; choose one: {string.Join(", ", regions)}.")))
            : ([.. loaded.Where(table => table.Region == (region ?? regions[0])).OrderBy(table => table.Form != Income)], null);
    }

    private static Refusal Missing(Standard standard, AreaType area, DateOnly day, string? region) => Refusal.Rule(
        "point-table-missing",
        $"Tỉnh chưa nạp biểu điểm B1 {(area == AreaType.Urban ? "khu vực thành thị" : "khu vực nông thôn")}{(region is null ? "" : $", vùng {region},")} của chuẩn {standard.Code} có hiệu lực ngày {day:dd/MM/yyyy}; hãy nạp biểu điểm rồi in Phiếu B.",
        $"The province has loaded no table of points B1 ({(area == AreaType.Urban ? "urban" : "rural")}{(region is null ? "" : $", region {region}")}) of standard {standard.Code} in force on {day:yyyy-MM-dd}; load it (POST /v1/standards/point-tables), then print form B.",
        standard.PeriodOn(day)?.LegalBasis);
}
