using Microsoft.AspNetCore.Http.HttpResults;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Features.Standards;

/// <summary>The poverty standards with their periods and indicators.</summary>
internal static class ListStandards
{
    /// <summary>A poverty standard.</summary>
    /// <param name="Code">Code, for example 2022-2026.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="PointsPerDeprivation">Points that one missed indicator counts on form B; absent where no scoring is known.</param>
    /// <param name="Periods">When it is in force, and by which act.</param>
    /// <param name="Indicators">Indicators of basic services, in order of the form.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Response(string Code, string NameVi, string NameEn, int? PointsPerDeprivation, IReadOnlyList<Period> Periods, IReadOnlyList<Indicator> Indicators);

    /// <summary>A period in force.</summary>
    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="LegalBasis">Act.</param>
    /// <param name="Confidence">H read in the act, M from a reliable secondary source, L inferred.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Period(DateOnly From, DateOnly To, string LegalBasis, string Confidence);

    /// <summary>An indicator of basic services.</summary>
    /// <param name="Code">Code, unique over all standards.</param>
    /// <param name="NameVi">Vietnamese name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="DimensionVi">Dimension in Vietnamese.</param>
    /// <param name="RuleVi">When a household misses it, in Vietnamese.</param>
    /// <param name="RuleEn">The same in English.</param>
    /// <param name="Points">Points on form B; absent where not known.</param>
    /// <param name="Confidence">H, M or L.</param>
    [PersonalData(DataClass.P0)]
    public sealed record Indicator(string Code, string NameVi, string NameEn, string DimensionVi, string RuleVi, string RuleEn, int? Points, string Confidence);

    public static void Map(RouteGroupBuilder standards) => standards.MapGet("/", Handle).WithName("ListStandards")
        .WithSummary("Poverty standards, their periods and indicators").RequireScope(Scopes.ReferenceRead);

    private static async Task<Ok<List<Response>>> Handle(ReferenceBook book, CancellationToken ct)
    {
        var standards = (await book.Open(ct)).Standards;
        return TypedResults.Ok(standards.All.Select(standard => View(standard, standards)).ToList());
    }

    private static Response View(Standard standard, StandardCatalog standards) => new(
        standard.Code, standard.Row.NameVi, standard.Row.NameEn, standard.Row.PointsPerDeprivation,
        [.. standard.Periods.Select(period => new Period(period.ValidFrom, period.ValidTo, period.LegalBasis, period.Confidence))],
        [.. standards.IndicatorsOf(standard).Select(row => new Indicator(row.Code, row.NameVi, row.NameEn, row.DimensionVi, row.RuleVi, row.RuleEn, row.Points, row.Confidence))]);
}
