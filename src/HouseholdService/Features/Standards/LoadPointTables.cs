using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>A province loads the points of its forms from the act, by region and time. What has gaps or overlaps is refused with its place; all tables of a file or none.</summary>
internal static class LoadPointTables
{
    private const int Longest = 500_000;

    /// <summary>A file of point tables.</summary>
    /// <param name="ProvinceCode">Province.</param>
    /// <param name="Content">CSV, one row for each level; columns as in reference/standards/README.md.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ProvinceCode, string? Content);

    public static void Map(RouteGroupBuilder standards) => standards.MapPost("/point-tables", Handle).WithName("LoadPointTables")
        .WithSummary("Load point tables of scoring forms from a file").RequireScope(Scopes.ReviewsSupervise).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<IReadOnlyList<PointTableView>>, Refusal>> Handle(
        Request request, HouseholdDb db, ReferenceBook book, Actor actor, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        if (request.ProvinceCode is null || pages.Areas.ProvinceOn(request.ProvinceCode, clock.Today()) is null)
            return Refusal.Invalid(new FieldFault("provinceCode", "Không có tỉnh mang mã này.", "No province carries this code."));
        if (!scope.ContainsProvince(request.ProvinceCode))
            return Refusal.AreaOutside;
        if (request.Content is not { Length: > 0 and <= Longest } content)
            return Refusal.Invalid(new FieldFault("content", $"Gửi nội dung tệp CSV, tối đa {Longest} ký tự.", $"Send the content of the CSV file, at most {Longest} characters."));
        var now = clock.GetUtcNow();
        var (tables, faults) = PointTableFile.Read(content, request.ProvinceCode, actor.Id, now);
        var regions = pages.Codes["scoring-region"].Select(item => item.Code).ToHashSet(StringComparer.Ordinal);
        var wrong = faults.Concat(faults.Count > 0 ? [] : tables.SelectMany(table => PointTableCheck.Faults(table, pages.Standards)))
            .Concat(tables.Where(table => !regions.Contains(table.Region)).Select(table => new FieldFault("content", $"Không có vùng {table.Region}.", $"There is no region {table.Region}."))).Take(50).ToArray();
        if (wrong.Length > 0)
            return Refusal.Invalid(wrong);
        var there = await db.PointTables.AsNoTracking().Where(row => row.ProvinceCode == request.ProvinceCode).ToListAsync(ct);
        if (PointTableCheck.WhyNotTogether(there.Concat(tables)) is { } together)
            return together;
        db.PointTables.AddRange(tables);
        foreach (var table in tables)
            db.Audit(AuditEntry.Of(actor, "point-table.load", "point-table", table.Id, now, table.ProvinceCode, purpose: $"{table.StandardCode} {table.Form} {table.Region}"));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok<IReadOnlyList<PointTableView>>([.. tables.Select(PointTableView.Of)]);
    }
}

/// <summary>A point table.</summary>
/// <param name="Id">The table.</param>
/// <param name="StandardCode">Standard whose form it is.</param>
/// <param name="Form">Form.</param>
/// <param name="Region">Region.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidTo">Last day.</param>
/// <param name="IsSample">A sample: it judges nobody.</param>
/// <param name="LegalBasis">Act.</param>
/// <param name="Confidence">H read in the act, M from a reliable secondary source, L inferred.</param>
/// <param name="Items">Items with their levels.</param>
[PersonalData(DataClass.P1)]
public sealed record PointTableView(
    Guid Id, string StandardCode, string Form, string Region, DateOnly ValidFrom, DateOnly ValidTo, bool IsSample, string LegalBasis, string Confidence, IReadOnlyList<PointItem> Items)
{
    internal static PointTableView Of(PointTable table) => new(
        table.Id, table.StandardCode, table.Form, table.Region, table.ValidFrom, table.ValidTo, table.IsSample, table.LegalBasis, table.Confidence, table.Items);
}
