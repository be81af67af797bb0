using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PovertyPlatform.Contracts;
using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.ReportingService.Domain.Disclosure;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.ReportingService.Features.Publications;

/// <summary>
/// Publishes the year's figures of a province, once, when every commune has its list of the year. Small numbers are hidden here, before anything is stored, so nothing
/// that reads the publication can give them away.
/// </summary>
internal static class PublishFigures
{
    /// <summary>What is published.</summary>
    /// <param name="ProvinceCode">Province, 2 digits.</param>
    /// <param name="Year">Year of the lists.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ProvinceCode, int Year);

    /// <summary>The publication.</summary>
    /// <param name="Id">The publication.</param>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="Year">Year of the lists.</param>
    /// <param name="AsOf">Day of the figures.</param>
    /// <param name="Threshold">Numbers below this, other than 0, are hidden.</param>
    /// <param name="Numbers">Numbers in all.</param>
    /// <param name="Hidden">Hidden ones among them.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(Guid Id, string ProvinceCode, int Year, DateOnly AsOf, int Threshold, int Numbers, int Hidden);

    public static void Map(RouteGroupBuilder publications) => publications.MapPost("/", Handle).WithName("PublishFigures")
        .WithSummary("Publish the year's figures of a province, small numbers hidden; once a year").RequireScope(Scopes.FiguresPublish).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(Request request, ReportingDb db, AreaScope scope, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        if (request.ProvinceCode is not { Length: 2 } province || !province.All(char.IsAsciiDigit) || request.Year is < 2006 or > 2100)
            return Refusal.Invalid(new FieldFault("provinceCode", "Mã tỉnh gồm 2 chữ số; năm từ 2006 đến 2100.", "A province code has 2 digits; the year is from 2006 to 2100."));
        var asOf = new DateOnly(request.Year, 12, 31) is var last && last < today ? last : today;
        if (await db.Areas.AsNoTracking().FirstOrDefaultAsync(area => area.IsProvince && area.Code == province && area.ValidFrom <= asOf && (area.ValidTo == null || area.ValidTo >= asOf), ct) is not { } unit)
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này vào ngày chốt số liệu.", "No province has this code on the day of the figures."));
        if (!scope.ContainsProvince(province))
            return Refusal.AreaOutside;
        if (await db.DisclosureRules.AsNoTracking().Where(rule => rule.Code == DisclosureRule.SmallNumber && rule.ValidFrom <= asOf && (rule.ValidTo == null || rule.ValidTo >= asOf))
            .Select(rule => (int?)rule.Value).FirstOrDefaultAsync(ct) is not { } threshold)
            return Refusal.Rule("no-threshold", "Chưa có quy định về số nhỏ áp dụng cho ngày này.", "No rule on small numbers is in force on this day.");
        if (await db.Publications.AnyAsync(row => row.ProvinceCode == province && row.Year == request.Year, ct))
            return Twice();
        var figures = await db.Figures(province, null, asOf, ct);
        var missing = figures.Areas.Where(area => !figures.Lists.TryGetValue(area.Code, out var list) || list.ReviewYear != request.Year).Select(area => area.Name).ToList();
        if (missing.Count > 0)
            return Refusal.Rule("lists-missing", $"Còn {missing.Count} xã chưa có danh sách năm {request.Year} được công nhận, ví dụ {missing[0]}.",
                $"{missing.Count} communes have no recognised list of {request.Year} yet, for example {missing[0]}.");
        var numbers = PublicTable.Of((unit.Code, unit.Name), figures.Areas, threshold);
        var made = new Publication { ProvinceCode = province, Year = request.Year, AsOf = asOf, Threshold = threshold, PublishedAt = clock.GetUtcNow(), PublishedBy = actor.Id };
        db.Publications.Add(made);
        db.PublicNumbers.AddRange(numbers.Select((number, index) => new PublicNumberRow
        {
            ProvinceCode = province,
            Year = request.Year,
            Ordinal = index,
            AreaCode = number.AreaCode,
            AreaName = number.AreaName,
            Measure = number.Measure,
            Value = number.Value,
            IsHidden = number.IsHidden,
        }));
        db.Audit(AuditEntry.Of(actor, "figures.publish", "publication", made.Id, made.PublishedAt, province));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Twice();
        }

        return TypedResults.Ok(new Response(made.Id, province, made.Year, asOf, threshold, numbers.Count, numbers.Count(number => number.IsHidden)));
    }

    private static Refusal Twice() => Refusal.Conflict("already-published", "Số liệu năm này của tỉnh đã được công bố; bản công bố không thay đổi.",
        "The figures of this year are published; a publication does not change.");
}
