using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.SupportProgramServiceTests.Door;

/// <summary>A household with grants in the own commune and one in the neighbour's.</summary>
internal static class SupportStage
{
    private const string OtherDecision = "777/QĐ-KHÁC";

    public static async Task<AccessStage> Arrange(SupportHost host)
    {
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await host.Tell(Told.Recognised(PovertyClass.Poor, own), Told.Recognised(PovertyClass.Poor, other, commune: Places.Other, decision: OtherDecision));
        var (grant, otherGrant) = (GrantIdentity.Of(own, "CR-POOR"), GrantIdentity.Of(other, "CR-POOR"));
        using var arranger = host.ClientFor(Places.Arranger);
        var run = (await (await arranger.PostAsync("/v1/evaluations", null)).ShouldBeOk()).GetProperty("id").GetGuid();
        var samples = new Dictionary<string, AccessSample>
        {
            ["GET /v1/programmes"] = new(AreaRule.Everywhere, "/v1/programmes") { Shows = "CR-POOR" },
            ["GET /v1/households/{id}/eligibility"] = new(AreaRule.Thing, $"/v1/households/{own}/eligibility") { Other = $"/v1/households/{other}/eligibility", Shows = "CR-POOR" },
            ["GET /v1/grants"] = new(AreaRule.Filtered, "/v1/grants") { Shows = $"{grant}" },
            ["GET /v1/grants/{id}"] = new(AreaRule.Thing, $"/v1/grants/{grant}") { Other = $"/v1/grants/{otherGrant}", Shows = $"{grant}" },
            ["GET /v1/grants/summary"] = new(AreaRule.Named, $"/v1/grants/summary?areaCode={Places.Own}") { Other = $"/v1/grants/summary?areaCode={Places.Other}", Shows = "CR-POOR" },
            ["POST /v1/evaluations"] = new(AreaRule.Operator, "/v1/evaluations") { Shows = "ruleBook", Repeats = "a run that is open is answered, not begun again" },
            ["GET /v1/evaluations/{id}"] = new(AreaRule.Operator, $"/v1/evaluations/{run}") { Shows = $"{run}" },
        }.WithOperations("support.household-recognised").WithTrail(host, OtherDecision);
        return new AccessStage(samples, [OtherDecision, $"{other}", $"{otherGrant}"], $"""
            select md5(concat_ws('|',
              (select string_agg(g::text, ',' order by id) from (select * from support_grant where commune_code = '{Places.Other}') g),
              (select string_agg(r::text, ',' order by household_id, version) from recognition r where commune_code = '{Places.Other}')))
            """);
    }
}

public class SupportAccessTests(SupportHost host) : AccessMatrixTests<Program>(host, "support"), IClassFixture<SupportHost>
{
    protected override Task<AccessStage> Arrange() => SupportStage.Arrange(host);
}

public class SupportBadInputTests(SupportHost host) : BadInputTests<Program>(host, "support"), IClassFixture<SupportHost>
{
    protected override Task<AccessStage> Arrange() => SupportStage.Arrange(host);
}
