using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.ReportingServiceTests.Door;

/// <summary>Forty poor households in the own commune, and a number that no sum makes in the neighbour's.</summary>
internal static class ReportingStage
{
    private const string OtherHouseholds = "70707";

    public static async Task<AccessStage> Arrange(ReportingHost host)
    {
        await host.Scalar<long>($"""
            with m as (insert into class_movement values ('15', '{Places.Own}', '2026-11-20', 1, 40, 200), ('15', '{Places.Other}', '2026-11-20', 1, {OtherHouseholds}, 90909)) select 0::bigint
            """);
        // The same forty as published a year before: who sees published figures only is let in, too.
        // What is published of the neighbour is no secret, so its number is another one.
        await host.Scalar<long>($"""
            with p as (insert into publication values ('15', 2025, gen_random_uuid(), '2025-12-31', 5, now(), 'door-arranger')),
                 n as (insert into public_number values ('15', 2025, 1, '{Places.Own}', 'Xã Púng Luông', 'poor.households', 40, false),
                                                       ('15', 2025, 2, '{Places.Other}', 'Xã bên cạnh', 'poor.households', 60, false)) select 0::bigint
            """);
        var samples = new Dictionary<string, AccessSample>
        {
            ["GET /v1/reports"] = new(AreaRule.Everywhere, "/v1/reports") { Shows = "reportId" },
            ["GET /v1/reports/{id}"] = new(AreaRule.Named, $"/v1/reports/1?areaCode={Places.Own}&on=2026-11-24") { Other = $"/v1/reports/1?areaCode={Places.Other}&on=2026-11-24", Shows = "[null,null,40," },
            ["GET /v1/reports/{id}.xlsx"] = new(AreaRule.Named, $"/v1/reports/1.xlsx?areaCode={Places.Own}&on=2026-11-24") { Other = $"/v1/reports/1.xlsx?areaCode={Places.Other}&on=2026-11-24", Shows = "[Content_Types].xml" },
            ["POST /v1/publications"] = new(AreaRule.Named, "/v1/publications")
            {
                Body = new { provinceCode = Places.Province, year = 2025 },
                OtherBody = new { provinceCode = Places.Far, year = 2025 },
                IsOfProvinces = true,
                Passes = [200, 409, 422],
            },
        }.WithOperations("reporting.household-recognised").WithTrail(host, OtherHouseholds);
        return new AccessStage(samples, [OtherHouseholds, "90909"], $"select md5(string_agg(m::text, ',' order by moved_on, class)) from class_movement m where commune_code = '{Places.Other}'");
    }
}

public class ReportingAccessTests(ReportingHost host) : AccessMatrixTests<Program>(host, "reporting"), IClassFixture<ReportingHost>
{
    protected override IReadOnlyDictionary<string, string> Open => new Dictionary<string, string>(base.Open) { ["/v1/public/figures"] = "published figures, small numbers hidden, no personal data" };

    protected override IReadOnlyDictionary<string, string> LeavesNoTrail { get; } = new Dictionary<string, string>
    {
        ["POST /v1/publications"] = "a year is published once, and the matrix has published it before; its line is proven where publishing is",
    };

    protected override Task<AccessStage> Arrange() => ReportingStage.Arrange(host);
}

public class ReportingBadInputTests(ReportingHost host) : BadInputTests<Program>(host, "reporting"), IClassFixture<ReportingHost>
{
    protected override Task<AccessStage> Arrange() => ReportingStage.Arrange(host);
}
