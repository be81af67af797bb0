using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingService.Data;

/// <summary>Movements of communes between two days, and of the province that holds them.</summary>
/// <param name="Areas">A line per commune that exists on the closing day or has figures.</param>
/// <param name="Province">The province as a whole: moves between two of its communes are none.</param>
internal sealed record MovementsOfPeriod(IReadOnlyList<AreaFigures> Areas, AreaFigures? Province);

/// <summary>Reads movements from the stays of households; summed up in the database, bounded by one province.</summary>
internal static class MovementFigures
{
    /// <summary>Movements from the end of one day to the end of another.</summary>
    /// <param name="db">Read models.</param>
    /// <param name="province">Code and name of the province.</param>
    /// <param name="communeCode">One commune of it, or null for all.</param>
    /// <param name="opening">Its evening is the beginning.</param>
    /// <param name="closing">Its evening is the end.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<MovementsOfPeriod> MovementsBetween(this ReportingDb db, (string Code, string Name) province, string? communeCode, DateOnly opening, DateOnly closing, CancellationToken ct)
    {
        var units = await db.Areas.AsNoTracking()
            .Where(unit => !unit.IsProvince && unit.ProvinceCode == province.Code && unit.ValidFrom <= closing && (unit.ValidTo == null || unit.ValidTo >= closing))
            .Where(unit => communeCode == null || unit.Code == communeCode)
            .OrderBy(unit => unit.Code).ToListAsync(ct);
        var found = (await Read(db, province.Code, communeCode, opening, closing, false, ct)).ToLookup(row => row.CommuneCode);
        // A commune that was merged meanwhile still has what happened in it: otherwise the lines would lose people.
        var gone = found.Select(group => group.Key).Except(units.Select(unit => unit.Code)).Order(StringComparer.Ordinal).Select(code => (Code: code, Name: $"{code} (không còn vào ngày này)"));
        var areas = units.Select(unit => (unit.Code, unit.Name)).Concat(gone).Select(unit => new AreaFigures(unit.Code, unit.Name, Movement.Figures([.. found[unit.Code]]))).ToList();
        return new MovementsOfPeriod(areas, communeCode is not null ? null : new AreaFigures(province.Code, province.Name, Movement.Figures(await Read(db, province.Code, null, opening, closing, true, ct)), true));
    }

    private static Task<List<Passages>> Read(ReportingDb db, string province, string? commune, DateOnly opening, DateOnly closing, bool byProvince, CancellationToken ct) =>
        db.Database.SqlQuery<Passages>($"select * from passages_in({province}, {commune}::text, {opening}, {closing}, {byProvince})").ToListAsync(ct);
}
