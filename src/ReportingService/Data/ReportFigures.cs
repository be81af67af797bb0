using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>Figures of communes on a day, with what the decisions behind them state.</summary>
/// <param name="Areas">A line per commune that exists on the day or has figures.</param>
/// <param name="Lists">Newest decision of each commune up to the day.</param>
internal sealed record FiguresOnDay(IReadOnlyList<AreaFigures> Areas, IReadOnlyDictionary<string, RecognisedList> Lists);

/// <summary>Reads figures from the read models; bounded by the communes of one province.</summary>
internal static class ReportFigures
{
    /// <summary>Layout of a report in force on a day, or null.</summary>
    public static async Task<ReportLayout?> Layout(this ReportingDb db, int reportId, DateOnly on, CancellationToken ct)
    {
        var title = await db.Layouts.AsNoTracking()
            .Where(row => row.ReportId == reportId && row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on))
            .OrderByDescending(row => row.ValidFrom).FirstOrDefaultAsync(ct);
        if (title is null)
            return null;
        var columns = await db.Columns.AsNoTracking()
            .Where(row => row.ReportId == reportId && row.ValidFrom <= on && (row.ValidTo == null || row.ValidTo >= on))
            .OrderBy(row => row.Number)
            .Select(row => new ReportColumn(row.Number, row.GroupVi, row.HeadingVi, row.HeadingEn, row.Measure, row.Numerator, row.Denominator, row.IsPrinted))
            .ToListAsync(ct);
        return new ReportLayout(reportId, title.TitleVi, title.TitleEn, title.LegalBasis, columns, title.Lines);
    }

    /// <summary>Figures of a province's communes, or of one commune.</summary>
    public static async Task<FiguresOnDay> Figures(this ReportingDb db, string provinceCode, string? communeCode, DateOnly on, CancellationToken ct)
    {
        var units = await db.Areas.AsNoTracking()
            .Where(unit => !unit.IsProvince && unit.ProvinceCode == provinceCode && unit.ValidFrom <= on && (unit.ValidTo == null || unit.ValidTo >= on))
            .Where(unit => communeCode == null || unit.Code == communeCode)
            .OrderBy(unit => unit.Code).ToListAsync(ct);
        var counts = await db.Movements.AsNoTracking()
            .Where(row => row.ProvinceCode == provinceCode && row.MovedOn <= on && (communeCode == null || row.CommuneCode == communeCode))
            .GroupBy(row => new { row.CommuneCode, row.Class })
            .Select(group => new { group.Key.CommuneCode, group.Key.Class, Households = group.Sum(row => row.Households), Persons = group.Sum(row => row.Persons) })
            .ToListAsync(ct);
        var residents = await db.Populations.AsNoTracking()
            .Where(row => row.ProvinceCode == provinceCode && row.RecordedOn <= on && (communeCode == null || row.CommuneCode == communeCode))
            .GroupBy(row => row.CommuneCode).Select(group => group.OrderByDescending(row => row.RecordedOn).ThenByDescending(row => row.Year).First()).ToListAsync(ct);
        var lists = await db.Lists.AsNoTracking()
            .Where(row => row.ProvinceCode == provinceCode && row.DecidedOn <= on && (communeCode == null || row.CommuneCode == communeCode))
            .GroupBy(row => row.CommuneCode).Select(group => group.OrderByDescending(row => row.DecidedOn).ThenByDescending(row => row.Version).First()).ToListAsync(ct);

        var figures = new Dictionary<string, Dictionary<string, long>>();
        Dictionary<string, long> Of(string commune) => figures.TryGetValue(commune, out var known) ? known : figures[commune] = [];
        foreach (var count in counts.Where(count => Measures.Counts((PovertyClass)count.Class)))
        {
            Of(count.CommuneCode)[Measures.Households((PovertyClass)count.Class)] = count.Households;
            Of(count.CommuneCode)[Measures.Persons((PovertyClass)count.Class)] = count.Persons;
        }

        foreach (var row in residents)
        {
            Of(row.CommuneCode)[Measures.ResidentHouseholds] = row.Households;
            Of(row.CommuneCode)[Measures.ResidentPersons] = row.Persons;
        }

        // A commune with figures that does not exist on the day (merged meanwhile) still counts: otherwise the total would lose people.
        var gone = figures.Keys.Except(units.Select(unit => unit.Code)).Order(StringComparer.Ordinal)
            .Select(code => new AreaFigures(code, $"{code} (không còn vào ngày này)", figures[code]));
        var areas = units.Select(unit => new AreaFigures(unit.Code, unit.Name, figures.GetValueOrDefault(unit.Code) ?? [])).Concat(gone).ToList();
        return new FiguresOnDay(areas, lists.ToDictionary(list => list.CommuneCode));
    }
}
