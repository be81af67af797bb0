using Microsoft.EntityFrameworkCore;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Features.UnitMoves;

/// <summary>Checks the province and the reform that a caller names.</summary>
internal static class UnitMoveRequest
{
    /// <summary>The day of the reform, the newest one unless a day is named; or why it cannot be used.</summary>
    public static async Task<(DateOnly? Day, Refusal? Refusal)> Day(HouseholdDb db, ReferenceBook book, string? provinceCode, DateOnly? changedOn, AreaScope scope, CancellationToken ct)
    {
        if (provinceCode is not { Length: 2 } || !provinceCode.All(char.IsAsciiDigit) || !(await book.Open(ct)).Areas.KnowsProvince(provinceCode))
            return (null, Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này.", "No province carries this code.")));
        if (!scope.ContainsProvince(provinceCode))
            return (null, Refusal.AreaOutside);
        var days = await db.CommuneSuccessions.AsNoTracking().Where(row => row.NewProvinceCode == provinceCode).Select(row => row.ChangedOn).Distinct().OrderDescending().ToListAsync(ct);
        var day = changedOn is null ? days.Cast<DateOnly?>().FirstOrDefault() : days.Cast<DateOnly?>().FirstOrDefault(known => known == changedOn);
        return day is not null ? (day, null) : (null, Refusal.Invalid(new FieldFault("changedOn",
            $"Không có lần sắp xếp nào vào ngày này; các ngày đã biết: {string.Join(", ", days.Select(known => $"{known:dd/MM/yyyy}"))}.",
            $"No reform took place on this day; known are: {string.Join(", ", days.Select(known => $"{known:yyyy-MM-dd}"))}.")));
    }
}
