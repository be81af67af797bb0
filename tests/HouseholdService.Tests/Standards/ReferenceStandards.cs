using System.Globalization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.TestKit.Asserting;
using Sylvan.Data.Csv;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>The standards as shipped in reference/, read without a database.</summary>
internal static class ReferenceStandards
{
    private static readonly Lazy<StandardCatalog> Loaded = new(Load);

    public static StandardCatalog Catalog => Loaded.Value;

    public static Standard Of(string code) => Catalog.Of(code) ?? throw new KeyNotFoundException(code);

    private static StandardCatalog Load() => new(
        Rows("standards", row => new PovertyStandard
        {
            Code = row("code"),
            NameVi = row("name_vi"),
            NameEn = row("name_en"),
            IndicatorSet = row("indicator_set") is { Length: > 0 } set ? set : null,
            PointsPerDeprivation = (short?)Number(row("points_per_deprivation")),
        }),
        Rows("periods", row => new StandardPeriod
        {
            StandardCode = row("standard_code"),
            ValidFrom = DateOnly.Parse(row("valid_from"), CultureInfo.InvariantCulture),
            ValidTo = DateOnly.Parse(row("valid_to"), CultureInfo.InvariantCulture),
            LegalBasis = row("legal_basis"),
            Confidence = row("confidence"),
        }),
        Rows("rules", row => new StandardRule
        {
            StandardCode = row("standard_code"),
            AreaType = row("area_type") == "rural" ? AreaType.Rural : AreaType.Urban,
            Measure = row("measure") == "income" ? RuleMeasure.Income : RuleMeasure.Points,
            Step = (short)Number(row("step"))!,
            Class = row("class") switch { "poor" => PovertyClass.Poor, "near-poor" => PovertyClass.NearPoor, _ => PovertyClass.AverageLiving },
            IncomeAbove = Number(row("income_above")),
            IncomeUpTo = Number(row("income_up_to")),
            DeprivationsMin = (int?)Number(row("deprivations_min")),
            DeprivationsMax = (int?)Number(row("deprivations_max")),
            OnRequest = row("on_request") == "yes",
            BoundUnknown = row("bound_unknown") == "yes",
            LegalBasis = row("legal_basis"),
            Confidence = row("confidence"),
        }),
        Rows("indicators", row => new DeprivationIndicator
        {
            IndicatorSet = row("indicator_set"),
            Code = row("code"),
            Ordinal = (short)Number(row("ordinal"))!,
            DimensionCode = row("dimension_code"),
            DimensionVi = row("dimension_vi"),
            DimensionEn = row("dimension_en"),
            NameVi = row("name_vi"),
            NameEn = row("name_en"),
            Points = (short?)Number(row("points")),
            Confidence = row("confidence"),
        }));

    private static List<T> Rows<T>(string file, Func<Func<string, string>, T> read)
    {
        using var csv = CsvDataReader.Create(Path.Combine(Approved.Root, "reference", "standards", $"{file}.csv"));
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(read(column => csv.GetString(csv.GetOrdinal(column))));
        return rows;
    }

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);
}
