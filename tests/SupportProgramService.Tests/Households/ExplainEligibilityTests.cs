using System.Net;
using System.Text.Json;
using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramServiceTests.Domain;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.SupportProgramServiceTests.Households;

public class ExplainEligibilityTests(SupportHostOnADay host) : IClassFixture<SupportHostOnADay>
{
    private readonly Guid _household = Guid.CreateVersion7();

    [Fact]
    public async Task GrantedAndRefused_ComeWithReasonsTermsAndRuleVersion()
    {
        await host.Tell(Told.Escaped(_household, decidedOn: Told.Decided2026, from: PovertyClass.NearPoor));
        var answer = await Get("");
        Assert.Equal(("2026-11-24", "04492"), (answer.GetProperty("on").GetString(), answer.GetProperty("communeCode").GetString()));
        Assert.Equal(("NotPoor", "118/QĐ-UBND", "2026-11-20"), (Field(answer, "recognition", "class"), Field(answer, "recognition", "decisionNumber"), Field(answer, "recognition", "exitDecidedOn")));

        var escaped = Programme(answer, "CR-ESCAPED");
        Assert.Equal(("Granted", "2015.1", "2029-11-20"), (Text(escaped, "outcome"), Text(escaped, "ruleVersion"), Text(escaped, "validTo")));
        Assert.Equal((825m, 100_000_000L, 60), (escaped.GetProperty("interest").GetProperty("basisPoints").GetDecimal(), escaped.GetProperty("capVnd").GetInt64(), escaped.GetProperty("maxTermMonths").GetInt32()));
        Assert.Contains("QĐ 28/2015/QĐ-TTg", Text(escaped, "legalBasis"), StringComparison.Ordinal);
        Assert.Equal((GrantIdentity.Of(_household, "CR-ESCAPED"), 1L), (escaped.GetProperty("grant").GetProperty("id").GetGuid(), escaped.GetProperty("grant").GetProperty("version").GetInt64()));
        Assert.Equal("ToBeConfirmed", Text(Step(escaped, "savings-credit-group"), "outcome"));
        Assert.Equal("Quyết định công nhận thoát ngày 20/11/2026; thời hạn đến hết ngày 20/11/2029", Text(Step(escaped, "exit-window"), "foundVi"));

        var poor = Programme(answer, "CR-POOR");
        Assert.Equal(("Refused", "NotMet"), (Text(poor, "outcome"), Text(Step(poor, "class-poor"), "outcome")));
        Assert.False(poor.TryGetProperty("validFrom", out _));
        Assert.Equal("OnApplication", Text(Programme(answer, "CR-WATER"), "outcome"));
    }

    [Fact]
    public async Task EarlierDay_IsAnsweredWithTheFactsAndRulesOfThatDay()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household, 1, 2025));
        await host.Tell(Told.Recognised(PovertyClass.NearPoor, _household, 2));
        Assert.Equal(["CR-POOR"], Granted(await Get("?on=2026-11-19")));
        Assert.Equal(["CR-NEARPOOR"], Granted(await Get("?on=2026-11-20")));
        var before = await Get("?on=2025-12-09");
        Assert.Empty(Granted(before));
        Assert.False(before.TryGetProperty("recognition", out _));
        Assert.Equal("not-recognised", Text(Programme(before, "CR-POOR").GetProperty("steps")[0], "code"));
        Assert.Equal(660m, Programme(await Get("?on=2025-12-31"), "CR-JOB-FIRM-2019").GetProperty("interest").GetProperty("baseBasisPoints").GetDecimal());
    }

    [Fact]
    public async Task HouseholdTakenOffTheList_IsRefusedFromThatDayOn()
    {
        await host.Tell(Told.Recognised(PovertyClass.Poor, _household));
        await host.Tell(Told.Withdrawn(_household, 2, on: new DateOnly(2026, 11, 23)));
        Assert.Equal(["CR-POOR"], Granted(await Get("?on=2026-11-22")));
        Assert.Empty(Granted(await Get("")));
        Assert.Equal("Withdrawn", Text(Programme(await Get(""), "CR-POOR").GetProperty("grant"), "state"));
    }

    [Fact]
    public async Task UnknownHousehold_IsNotFound()
    {
        using var client = host.ClientFor(TestActors.Officer);
        await (await client.GetAsync($"/v1/households/{_household}/eligibility", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync("/v1/households/17/eligibility", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await client.GetAsync($"/v1/households/{_household}/eligibility?on=today", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    private async Task<JsonElement> Get(string query)
    {
        using var client = host.ClientFor(TestActors.Officer);
        return await (await client.GetAsync($"/v1/households/{_household}/eligibility{query}", TestContext.Current.CancellationToken)).ShouldBeOk();
    }

    private static IEnumerable<string> Granted(JsonElement answer) =>
        answer.GetProperty("programmes").EnumerateArray().Where(programme => Text(programme, "outcome") == "Granted").Select(programme => Text(programme, "code"));

    private static JsonElement Programme(JsonElement answer, string code) => answer.GetProperty("programmes").EnumerateArray().Single(programme => Text(programme, "code") == code);

    private static JsonElement Step(JsonElement programme, string code) => programme.GetProperty("steps").EnumerateArray().Single(step => Text(step, "code") == code);

    private static string Text(JsonElement item, string field) => item.GetProperty(field).GetString()!;

    private static string Field(JsonElement item, string part, string field) => Text(item.GetProperty(part), field);
}
