using Microsoft.EntityFrameworkCore;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Domain.Reports;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ReportingService.Features.Reports;

/// <summary>A report that was asked for and may be answered.</summary>
internal sealed record ReportRequest(
    ReportLayout Layout, string AreaCode, string AreaName, string ProvinceName, DateOnly On, IReadOnlyList<ReportRow> Rows,
    IReadOnlyDictionary<string, RecognisedList> Lists)
{
    private const int ProvinceDigits = 2;
    private const int CommuneDigits = 5;

    /// <summary>Checks area and date against what exists and what the caller may see, and computes the lines.</summary>
    public static async Task<(ReportRequest? Report, Refusal? Refusal)> Answer(
        int id, string? areaCode, DateOnly? on, ReportingDb db, AreaScope scope, TimeProvider clock, CancellationToken ct)
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

        var figures = await db.Figures(unit.ProvinceCode, unit.IsProvince ? null : unit.Code, day, ct);
        var rows = Report.Rows(layout, figures.Areas, unit.IsProvince ? (unit.Code, unit.Name) : null);
        var province = unit.IsProvince ? unit.Name : await db.Areas.AsNoTracking()
            .Where(area => area.IsProvince && area.Code == unit.ProvinceCode && area.ValidFrom <= day && (area.ValidTo == null || area.ValidTo >= day))
            .Select(area => area.Name).FirstOrDefaultAsync(ct) ?? unit.ProvinceCode;
        return (new ReportRequest(layout, unit.Code, unit.Name, province, day, rows, figures.Lists), null);
    }
}
