using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Domain.Disclosure;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.ReportingService.Features.Publications;

/// <summary>The published figures of a province and year, for everybody. It reads what was published and nothing else.</summary>
internal static class ReadPublicFigures
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>Published figures.</summary>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="Year">Year of the lists.</param>
    /// <param name="AsOf">Day of the figures.</param>
    /// <param name="PublishedAt">When they were published (UTC).</param>
    /// <param name="Threshold">Numbers below this, other than 0, are hidden, and others where they would give those away.</param>
    /// <param name="NoteVi">The same in words.</param>
    /// <param name="Measures">What the values of a line count, in order.</param>
    /// <param name="Lines">The communes by code, then the province's total.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(
        string ProvinceCode, int Year, DateOnly AsOf, DateTimeOffset PublishedAt, int Threshold, string NoteVi, IReadOnlyList<string> Measures, IReadOnlyList<Line> Lines);

    /// <summary>An area.</summary>
    /// <param name="AreaCode">Area.</param>
    /// <param name="AreaName">Its name on the day.</param>
    /// <param name="IsTotal">True for the province's total.</param>
    /// <param name="Values">A value per measure; null when it is hidden or not known.</param>
    /// <param name="Hidden">Measures that are hidden in this line.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Line(string AreaCode, string AreaName, bool IsTotal, IReadOnlyList<long?> Values, IReadOnlyList<string> Hidden);

    public static void Map(RouteGroupBuilder open) => open.MapGet("/figures", Handle).WithName("ReadPublicFigures")
        .WithSummary("Published figures of a province; the latest year when none is named; open to everybody").AllowAnonymous()
        .CacheOutput(policy => policy.Expire(Kept).SetVaryByQuery("provinceCode", "year"));

    private static async Task<Results<Ok<Response>, Refusal>> Handle(string? provinceCode, int? year, ReportingDb db, HttpContext http, CancellationToken ct)
    {
        if (provinceCode is not { Length: 2 } || !provinceCode.All(char.IsAsciiDigit))
            return Refusal.Invalid(new FieldFault("provinceCode", "Mã tỉnh gồm 2 chữ số.", "A province code has 2 digits."));
        if (await db.Publications.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && (year == null || row.Year == year)).OrderByDescending(row => row.Year).FirstOrDefaultAsync(ct) is not { } found)
            return NotPublished();
        var numbers = await db.PublicNumbers.AsNoTracking().Where(row => row.ProvinceCode == provinceCode && row.Year == found.Year).OrderBy(row => row.Ordinal).ToListAsync(ct);
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return TypedResults.Ok(new Response(
            found.ProvinceCode, found.Year, found.AsOf, found.PublishedAt, found.Threshold,
            $"Số nhỏ hơn {found.Threshold} và các số có thể suy ra chúng không được công bố (để trống) nhằm bảo vệ đời sống riêng tư của người dân.",
            PublicTable.Measured, [.. numbers.GroupBy(row => row.AreaCode).Select(area => Shown(area.Key, [.. area], provinceCode))]));
    }

    private static Line Shown(string areaCode, IReadOnlyList<PublicNumberRow> rows, string province)
    {
        var known = rows.ToDictionary(row => row.Measure);
        return new Line(areaCode, rows[0].AreaName, areaCode == province, [.. PublicTable.Measured.Select(measure => known.GetValueOrDefault(measure)?.Value)],
            [.. rows.Where(row => row.IsHidden).Select(row => row.Measure)]);
    }

    private static Refusal NotPublished() => new(404, "not-published", "Số liệu của tỉnh, năm này chưa được công bố.", "The figures of this province and year are not published.");
}
