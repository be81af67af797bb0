using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

/// <summary>Papers of the own commune and of the neighbour's: lists, named lists, forms, certificates.</summary>
internal static class ExportStage
{
    private const string Anew = "every time is written anew and recorded anew; nothing else changes";
    private const string Zip = "[Content_Types].xml";

    public static void Add(Dictionary<string, AccessSample> samples, (Guid Household, Guid List) own, (Guid Household, Guid List) other)
    {
        const string Lists = "/v1/exports/households";
        object List(string commune) => new { communeCode = commune, year = 2025, format = "csv", purpose = "review" };
        samples[$"GET {Lists}"] = new AccessSample(AreaRule.Named, $"{Lists}?communeCode={Places.Own}&year=2025&format=csv")
        {
            Other = $"{Lists}?communeCode={Places.Other}&year=2025&format=csv",
            Shows = "Họ và tên",
            IsFrameOfHamlets = true,
            IsHeavy = true,
        };
        samples[$"POST {Lists}"] = new AccessSample(AreaRule.Named, Lists) { Body = List(Places.Own), OtherBody = List(Places.Other), Shows = "Họ và tên", Repeats = Anew, IsHeavy = true };

        samples["GET /v1/exports/lists/{id}"] = new AccessSample(AreaRule.Thing, $"/v1/exports/lists/{own.List}?format=csv") { Other = $"/v1/exports/lists/{other.List}?format=csv", Shows = "Họ và tên", IsHeavy = true };
        samples["POST /v1/exports/lists/{id}"] = new AccessSample(AreaRule.Thing, $"/v1/exports/lists/{own.List}")
        {
            Other = $"/v1/exports/lists/{other.List}",
            Body = new { @class = "Poor", format = "csv", purpose = "review" },
            Shows = "Họ và tên",
            Repeats = Anew,
            IsHeavy = true,
        };

        const string Form = "GET /v1/exports/households/{id}/forms/{form}";
        samples[Form] = new AccessSample(AreaRule.Thing, $"{Lists}/{own.Household}/forms/b?year=2025") { Other = $"{Lists}/{other.Household}/forms/b?year=2025", Shows = Zip };
        samples[Form.Replace("GET", "POST", StringComparison.Ordinal)] = new AccessSample(AreaRule.Thing, $"{Lists}/{own.Household}/forms/01")
        {
            Other = $"{Lists}/{other.Household}/forms/01",
            Body = new { year = 2025, purpose = "review" },
            Shows = Zip,
            Repeats = Anew,
        };
    }
}
