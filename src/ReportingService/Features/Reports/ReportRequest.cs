using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Domain.Areas;
using PovertyPlatform.ReportingService.Domain.Reports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>A report that was asked for and may be answered.</summary>
internal sealed record ReportRequest(
    ReportLayout Layout, string AreaCode, string AreaName, string ProvinceName, DateOnly On, IReadOnlyList<ReportRow> Rows,
    IReadOnlyDictionary<string, RecognisedList> Lists, int? HiddenBelow = null, DateOnly? Since = null)
{
    private const int ProvinceDigits = 2;
    private const int CommuneDigits = 5;

    /// <summary>Checks area and date against what exists and what the caller may see, and computes the lines.</summary>
    public static async Task<(ReportRequest? Report, Refusal? Refusal)> Answer(
        int id, string? areaCode, DateOnly? on, DateOnly? since, ReportingDb db, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var day = on ?? clock.Today();
        if (areaCode is null || areaCode.Length is not (ProvinceDigits or CommuneDigits) || !areaCode.All(char.IsAsciiDigit))
            return (null, Refusal.Invalid(new FieldFault("areaCode", "Mã địa bàn gồm 2 chữ số (tỉnh) hoặc 5 chữ số (xã).", "An area code has 2 digits (province) or 5 digits (commune).")));
        if (await db.Layout(id, day, ct) is not { } layout)
            return (null, Refusal.Invalid(new FieldFault("on", $"Không có biểu mẫu số {id} áp dụng vào ngày {day:dd/MM/yyyy}.", $"No layout of report {id} is in force on {day:yyyy-MM-dd}.")));
        var unit = await db.Areas.AsNoTracking().FirstOrDefaultAsync(
            area => area.Code == areaCode && area.ValidFrom <= day && (area.ValidTo == null || area.ValidTo >= day), ct);
        if (unit is null)
            return (null, Refusal.Invalid(new FieldFault("areaCode", $"Không có địa bàn mang mã {areaCode} vào ngày {day:dd/MM/yyyy}.", $"No area has the code {areaCode} on {day:yyyy-MM-dd}.")));
        if (!(unit.IsProvince ? scope.ContainsProvince(unit.Code) : scope.Contains(unit.ProvinceCode, unit.Code)))
            return (null, Refusal.AreaOutside);

        var opening = since ?? new DateOnly(day.Year - 1, 12, 31);
        if (layout.IsMovement ? opening >= day : since is not null)
            return (null, Refusal.Invalid(new FieldFault("since", "Ngày đầu kỳ chỉ dùng cho biểu diễn biến và phải trước ngày cuối kỳ.", "The opening day belongs to reports on movements and lies before the closing day.")));
        // Nobody publishes movements: beside published figures of two years they would give hidden ones away.
        if (layout.IsMovement && !actor.Scopes.Contains(Scopes.FiguresExact))
            return (null, Refusal.Rule("not-published", "Số liệu diễn biến không công bố; vai trò của bạn xem số liệu đã công bố.", "Movements are not published; your role sees published figures."));
        if (layout.IsMovement)
        {
            var name = await ProvinceOf(unit, day, db, ct);
            var moved = await db.MovementsBetween((unit.ProvinceCode, name), unit.IsProvince ? null : unit.Code, opening, day, ct);
            return (new ReportRequest(layout, unit.Code, unit.Name, name, day, Report.RowsBelow(layout, moved.Areas, moved.Province), new Dictionary<string, RecognisedList>(), Since: opening), null);
        }

        if (!actor.Scopes.Contains(Scopes.FiguresExact))
            return await AsPublished(layout, unit, day, db, ct);
        var figures = await db.Figures(unit.ProvinceCode, unit.IsProvince ? null : unit.Code, day, ct);
        var rows = Report.Rows(layout, figures.Areas, unit.IsProvince ? (unit.Code, unit.Name) : null);
        return (new ReportRequest(layout, unit.Code, unit.Name, await ProvinceOf(unit, day, db, ct), day, rows, figures.Lists), null);
    }

    // The very numbers that everybody may read, and none beside them: a report of any other day, or with other numbers hidden, could be subtracted from what was published.
    private static async Task<(ReportRequest? Report, Refusal? Refusal)> AsPublished(ReportLayout layout, AreaUnit unit, DateOnly day, ReportingDb db, CancellationToken ct)
    {
        if (await db.Publications.AsNoTracking().Where(row => row.ProvinceCode == unit.ProvinceCode && row.AsOf <= day).OrderByDescending(row => row.Year).FirstOrDefaultAsync(ct) is not { } published)
            return (null, Refusal.Rule("not-published", "Số liệu của tỉnh đến ngày này chưa được công bố; vai trò của bạn xem số liệu đã công bố.",
                "No figures of the province are published up to this day; your role sees published figures."));
        var numbers = await db.PublicNumbers.AsNoTracking().Where(row => row.ProvinceCode == unit.ProvinceCode && row.Year == published.Year && (unit.IsProvince || row.AreaCode == unit.Code))
            .OrderBy(row => row.Ordinal).ToListAsync(ct);
        var rows = numbers.GroupBy(row => row.AreaCode).Select(area => Report.Shown(layout, area.Key, area.First().AreaName, area.Key == unit.ProvinceCode, area.ToDictionary(row => row.Measure, row => row.Value)))
            .OrderByDescending(row => row.IsTotal).ThenBy(row => row.Code, StringComparer.Ordinal).ToList();
        return (new ReportRequest(layout, unit.Code, unit.Name, await ProvinceOf(unit, day, db, ct), published.AsOf, rows, new Dictionary<string, RecognisedList>(), published.Threshold), null);
    }

    private static async Task<string> ProvinceOf(AreaUnit unit, DateOnly day, ReportingDb db, CancellationToken ct) => unit.IsProvince ? unit.Name : await db.Areas.AsNoTracking()
        .Where(area => area.IsProvince && area.Code == unit.ProvinceCode && area.ValidFrom <= day && (area.ValidTo == null || area.ValidTo >= day))
        .Select(area => area.Name).FirstOrDefaultAsync(ct) ?? unit.ProvinceCode;
}
