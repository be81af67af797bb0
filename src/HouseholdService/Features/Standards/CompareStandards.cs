using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Areas;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>The answers of one year under two standards, for a commune or a province: who would enter and who would leave, before anything is signed.</summary>
internal static class CompareStandards
{
    /// <summary>The comparison.</summary>
    /// <param name="From">First standard.</param>
    /// <param name="To">Second standard.</param>
    /// <param name="Year">Year of the review whose answers are used.</param>
    /// <param name="Total">The whole area.</param>
    /// <param name="Communes">Each commune with reviewed households, in order of code.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string From, string To, int Year, Figures Total, IReadOnlyList<Commune> Communes);

    /// <summary>Figures of one commune.</summary>
    /// <param name="Code">Commune code of today.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Figures">Its figures.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Commune(string Code, string Name, Figures Figures);

    /// <summary>What the change does to an area.</summary>
    /// <param name="Households">Reviewed households.</param>
    /// <param name="Enter">On no list under the first, on one under the second.</param>
    /// <param name="Leave">On a list under the first, on none under the second.</param>
    /// <param name="Worse">Near-poor, then poor.</param>
    /// <param name="Better">Poor, then near-poor.</param>
    /// <param name="CannotTell">Households whose answers do not decide the class under one of the standards, for example points where it has no cut-offs.</param>
    /// <param name="Cells">Every pair of classes that occurs.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Figures(long Households, long Enter, long Leave, long Worse, long Better, long CannotTell, IReadOnlyList<Cell> Cells);

    /// <summary>Households by pair of classes.</summary>
    /// <param name="From">Class under the first standard.</param>
    /// <param name="To">Class under the second.</param>
    /// <param name="Households">How many households.</param>
    /// <param name="Persons">How many persons live in them.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Cell(PovertyClass From, PovertyClass To, long Households, long Persons);

    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/comparison", Handle).WithName("CompareStandards")
        .WithSummary("The same answers under two standards: who enters and who leaves, by commune").RequireScope(Scopes.ListsRead);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(
        string? from, string? to, int? year, string? communeCode, string? provinceCode, HouseholdDb db, ReferenceBook book, AreaScope scope, TimeProvider clock, CancellationToken ct)
    {
        var pages = await book.Open(ct);
        var (request, refusal) = await ComparisonRequest.Read(db, pages, from, to, year, ct);
        if (request is null)
            return refusal!;
        if (communeCode is not null)
        {
            (var commune, refusal) = AreaRequest.Commune(pages.Areas, communeCode, clock.Today(), scope);
            if (commune is null)
                return refusal!;
            provinceCode = commune.ProvinceCode;
        }
        else if (provinceCode is null || pages.Areas.ProvinceOn(provinceCode, clock.Today()) is null)
        {
            return Refusal.Invalid(new FieldFault("provinceCode", "Nêu mã tỉnh hiện nay (2 chữ số) hoặc mã xã.", "Name a province code of today (2 digits) or a commune code."));
        }
        else if (!scope.ContainsProvince(provinceCode))
        {
            return Refusal.AreaOutside;
        }

        var total = new StandardComparison(request.From, request.To);
        var communes = new SortedDictionary<string, StandardComparison>(StringComparer.Ordinal);
        await foreach (var row in ReviewAnswers.Of(db, request.Year, provinceCode, communeCode).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!communes.TryGetValue(row.CommuneCode, out var figures))
                communes[row.CommuneCode] = figures = new StandardComparison(request.From, request.To);
            figures.Add(row.Answers, row.AreaType, row.Persons);
            total.Add(row.Answers, row.AreaType, row.Persons);
        }

        return TypedResults.Ok(new Response(request.From.Code, request.To.Code, request.Year, View(total),
            [.. communes.Select(pair => new Commune(pair.Key, pages.Areas.On(pair.Key, clock.Today())?.Name ?? pair.Key, View(pair.Value)))]));
    }

    private static Figures View(StandardComparison comparison) => new(
        comparison.Cells.Sum(cell => cell.Households), comparison.Count(StandardEffect.Enters), comparison.Count(StandardEffect.Leaves), comparison.Count(StandardEffect.Worse),
        comparison.Count(StandardEffect.Better), comparison.Count(StandardEffect.CannotTell),
        [.. comparison.Cells.Select(cell => new Cell(cell.From, cell.To, cell.Households, cell.Persons))]);
}
