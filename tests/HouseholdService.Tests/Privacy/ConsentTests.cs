using System.Net;
using System.Text.Json;
using Npgsql;
using PovertyPlatform.HouseholdServiceTests.Protection;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>What people said yes to, and that nothing goes further.</summary>
public sealed class ConsentTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    private static readonly TestActor Sponsor = new("enterprise-muongkhuong", [Scopes.SponsorCardsRead], [], ["04492"], Roles: ["enterprise-helper"]);

    [Fact]
    public async Task SponsorCard_ShowsFactsOnly_UntilTheHouseholdAgrees_AndNoLongerThanItDoes()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(10);
        await host.Scalar<long>("with u as (update household set telephone = $2, telephone_mark = $3, address = 'Số 9' where id = $1 returning 1) select count(*) from u",
            household, TestSeals.Seals.Telephone.Seal(household, "0912000777"), TestSeals.Seals.TelephoneMark.Of("0912000777"));
        var name = await host.Scalar<string>($"select head_name from household where id = '{household}'");

        var closed = await host.Get(Sponsor, $"households/{household}/sponsor-card");
        Assert.Equal("Poor", closed.GetProperty("class").GetString());
        ShowsNone(closed, "head", "hamlet", "telephone", "address");

        await Give(household, "sharing-with-sponsors");
        var named = await host.Get(Sponsor, $"households/{household}/sponsor-card");
        Assert.Equal(name, named.GetProperty("head").GetString());
        ShowsNone(named, "telephone", "address");

        await Give(household, "sponsor-contact");
        await Give(household, "photo");
        var open = await host.Get(Sponsor, $"households/{household}/sponsor-card");
        Assert.Equal("0912000777", open.GetProperty("telephone").GetString());
        Assert.True(open.GetProperty("mayPhotograph").GetBoolean());
        Assert.False(open.GetProperty("mayRecordPosition").GetBoolean());

        await host.Do(PrivacyHost.Receiver, $"households/{household}/consents/withdrawal", new { kind = "sponsor-contact", reference = "Gọi điện ngày 7/9" });
        ShowsNone(await host.Get(Sponsor, $"households/{household}/sponsor-card"), "telephone", "address");
        await (await host.Post(PrivacyHost.Receiver, $"households/{household}/consents/withdrawal", new { kind = "sponsor-contact", reference = "Gọi điện lần hai" })).ShouldBeRefused(HttpStatusCode.Conflict, "no-consent");

        // Two years later the paper says nothing more.
        host.Day("2028-09-08");
        ShowsNone(await host.Get(Sponsor, $"households/{household}/sponsor-card"), "head", "hamlet");
        host.Day("2026-09-07");

        var history = (await host.Get(PrivacyHost.Receiver, $"households/{household}/consents")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(3, history.Count);
        Assert.Equal(2, history.Count(row => row.GetProperty("isInForce").GetBoolean()));
        Assert.DoesNotContain(history, row => row.GetRawText().Contains("Giàng A Páo", StringComparison.Ordinal));
        var accesses = await host.Column<string>($"select purpose from audit.entry where subject_id = '{household}' and action = 'sponsor-card.read'");
        Assert.Equal(5, accesses.Count);
        Assert.All(accesses, purpose => Assert.Equal("sponsor-help", purpose));
    }

    [Fact]
    public async Task HelperOfOneHousehold_ReadsItsCardAndNothingElse()
    {
        await host.Recognised();
        var (mine, others) = (await host.PoorHousehold(14), await host.PoorHousehold(15));
        var helper = new TestActor("helper-adopts", [.. RoleList.All.Single(role => role.Code == "household-helper").Scopes], [], [], Roles: ["household-helper"]) { Records = [new RecordKey("04492", mine)] };
        var card = await host.Get(helper, $"households/{mine}/sponsor-card");
        Assert.Equal("Poor", card.GetProperty("class").GetString());
        ShowsNone(card, "head", "hamlet", "telephone", "address");
        Assert.Equal(["areaType", "class", "communeCode", "householdId", "mayPhotograph", "mayRecordPosition", "needs", "persons"],
            card.EnumerateObject().Select(value => value.Name).Order(StringComparer.Ordinal));
        await Give(mine, "sharing-with-sponsors");
        await Give(mine, "position");
        card = await host.Get(helper, $"households/{mine}/sponsor-card");
        Assert.Equal(await host.Scalar<string>($"select head_name from household where id = '{mine}'"), card.GetProperty("head").GetString());
        Assert.True(card.GetProperty("mayRecordPosition").GetBoolean());
        Assert.False(card.GetProperty("mayPhotograph").GetBoolean());
        Assert.Equal(2L, await host.Scalar<long>($"select count(*) from audit.entry where actor_id = 'helper-adopts' and action = 'sponsor-card.read' and subject_id = '{mine}' and purpose = 'sponsor-help' and commune_code = '04492'"));

        await (await host.TryGet(helper, $"households/{others}/sponsor-card")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await host.TryGet(helper with { Records = [new RecordKey("04489", mine)] }, $"households/{mine}/sponsor-card")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        foreach (var path in new[] { $"households/{mine}", "households", $"households/{mine}/needs", $"households/{mine}/consents", "lists" })
            await (await host.TryGet(helper, path)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
    }

    [Fact]
    public async Task HelperOfSingleHouseholds_ListsExactlyThem_AndWhyOneHasNoCard()
    {
        await host.Recognised();
        var (mine, withheld, unlisted, others) = (await host.PoorHousehold(16), await host.PoorHousehold(17), await host.UnlistedHousehold(1), await host.PoorHousehold(18));
        await Give(others, "sharing-with-sponsors");
        await host.Accept(withheld, "Objection");
        var helper = new TestActor("helper-lists", [Scopes.SponsorCardsRead], [], [], Roles: ["household-helper"])
        { Records = [.. new[] { mine, withheld, unlisted }.Select(id => new RecordKey("04492", id)), new RecordKey("04489", others)] };

        var listed = (await host.Get(helper, "sponsor-cards")).GetProperty("items").EnumerateArray().ToDictionary(row => row.GetProperty("householdId").GetGuid());
        Assert.Equal(new[] { mine, withheld, unlisted }.Order(), listed.Keys.Order());
        Assert.Equal("Poor", listed[mine].GetProperty("class").GetString());
        ShowsNone(listed[mine], "closed");
        Assert.Equal("restricted", listed[withheld].GetProperty("closed").GetString());
        Assert.Equal("not-recognised", listed[unlisted].GetProperty("closed").GetString());
        Assert.All([withheld, unlisted], id => ShowsNone(listed[id], "class"));
        Assert.All(listed.Values, row => Assert.True(row.GetProperty("isGranted").GetBoolean()));
        Assert.Equal(["areaType", "class", "communeCode", "householdId", "isGranted", "persons"], listed[mine].EnumerateObject().Where(value => value.Value.ValueKind != JsonValueKind.Null).Select(value => value.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3L, await host.Scalar<long>("select count(*) from audit.entry where actor_id = 'helper-lists' and action = 'sponsor-cards.list' and subject_kind = 'household' and purpose = 'sponsor-help' and commune_code = '04492'"));

        // Page by page the same.
        var first = await host.Get(helper, "sponsor-cards?limit=2");
        var second = await host.Get(helper, $"sponsor-cards?limit=2&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(listed.Keys.Order(), first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(row => row.GetProperty("householdId").GetGuid()).Order());
        await (await host.TryGet(helper, "sponsor-cards?cursor=nowhere")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.TryGet(TestActors.Officer, "sponsor-cards")).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Empty((await host.Get(helper with { Records = [] }, "sponsor-cards")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task HelperOfAnArea_ListsTheWillingOnly_AndNobodyElsewhere()
    {
        await host.Recognised();
        var (willing, silent, unlisted) = (await host.PoorHousehold(19), await host.PoorHousehold(20), await host.UnlistedHousehold(2));
        Assert.DoesNotContain(willing, await Listed(Sponsor));
        await Give(willing, "sharing-with-sponsors");
        await Give(unlisted, "sharing-with-sponsors");
        await Give(silent, "photo");
        var listed = await Listed(Sponsor);
        Assert.Contains(willing, listed);
        Assert.DoesNotContain(silent, listed);
        Assert.DoesNotContain(unlisted, listed);
        Assert.Empty(await Listed(Sponsor.In("01")));

        // A household that was granted of a commune opens nothing else of that commune.
        var helper = Sponsor with { Id = "helper-of-silent", Provinces = ["01"], Communes = [], Records = [new RecordKey("04492", silent)] };
        Assert.Equal([silent], await Listed(helper));

        await host.Do(PrivacyHost.Receiver, $"households/{willing}/consents/withdrawal", new { kind = "sharing-with-sponsors", reference = "Gọi điện ngày 7/9" });
        Assert.DoesNotContain(willing, await Listed(Sponsor));
        host.Day("2028-09-08");
        Assert.Empty(await Listed(Sponsor));
        host.Day("2026-09-07");

        async Task<List<Guid>> Listed(TestActor actor) => [.. (await host.Get(actor, "sponsor-cards?limit=500")).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("householdId").GetGuid())];
    }

    [Fact]
    public async Task Restriction_OverridesEveryConsent()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(11);
        await Give(household, "sharing-with-sponsors");
        await host.Accept(household, "Objection");
        await (await host.TryGet(Sponsor, $"households/{household}/sponsor-card")).ShouldBeRefused(HttpStatusCode.Forbidden, "restricted");
    }

    [Fact]
    public async Task Referral_ShowsPeopleInClear_OnlyWithConsentInForce()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(16);
        var referral = new { purpose = "referral" };
        await (await host.Post(PrivacyHost.Receiver, $"households/{household}/reveal", referral)).ShouldBeRefused(HttpStatusCode.Forbidden, "consent-missing");
        await Give(household, "sharing-with-sponsors");
        await host.Do(PrivacyHost.Receiver, $"households/{household}/reveal", referral);
        await host.Do(PrivacyHost.Receiver, $"households/{household}/consents/withdrawal", new { kind = "sharing-with-sponsors", reference = "Đến trụ sở xã" });
        await (await host.Post(PrivacyHost.Receiver, $"households/{household}/reveal", referral)).ShouldBeRefused(HttpStatusCode.Forbidden, "consent-missing");
    }

    [Fact]
    public async Task HouseholdOnNoList_IsShownToNoSponsor()
    {
        await host.Recognised();
        var household = await host.UnlistedHousehold(0);
        await (await host.TryGet(Sponsor, $"households/{household}/sponsor-card")).ShouldBeRefused(HttpStatusCode.Forbidden, "not-recognised");
        await (await host.TryGet(Sponsor.In("01"), $"households/{household}/sponsor-card")).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task WrongGiver_IsNoConsent()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(12);
        var child = await host.Scalar<Guid?>($"select id from member where birth_year > 2012 order by id limit 1");
        var home = await host.Scalar<Guid>($"select household_id from member where id = '{child}'");
        var head = await host.Scalar<Guid>($"select id from member where household_id = '{household}' and relation_code = 'head'");
        await Refused(household, Paper("photo", "HeadOfHousehold", head));
        await Refused(household, Paper("position", "Self", head));
        await Refused(household, Paper("photo", "Heir"));
        await Refused(household, Paper("unheard-of", "HeadOfHousehold"));
        await Refused(household, Paper("photo", "HeadOfHousehold", form: "VoiceRecorded"));
        await Refused(household, Paper("photo", "HeadOfHousehold", reference: "CMND 081234567"));
        await Refused(home, Paper("photo", "Self", child));
        await host.Do(PrivacyHost.Receiver, $"households/{home}/consents", Paper("photo", "LegalRepresentative", child));
    }

    [Fact]
    public async Task Consent_IsHistory_EvenForTheOwnerOfTheTable()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(13);
        await Give(household, "photo");
        var changed = await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>($"update consent set until = '2099-01-01' where household_id = '{household}' returning 1"));
        Assert.Equal("23001", changed.SqlState);
        var removed = await Assert.ThrowsAsync<PostgresException>(() => host.Scalar<int>($"delete from consent where household_id = '{household}' returning 1"));
        Assert.Equal("23001", removed.SqlState);
    }

    [Fact]
    public async Task Purposes_AreReadByResidentsWithoutSigningIn()
    {
        await host.Recognised();
        using var anybody = host.ClientFor(null);
        var notice = (await (await anybody.GetAsync("/v1/public/privacy-notice", TestContext.Current.CancellationToken)).ShouldBeOk()).GetProperty("textVi").GetString()!;
        Assert.Contains("chỉ khi ông, bà đồng ý", notice, StringComparison.Ordinal);
        Assert.Contains("trả lời trong 2 ngày làm việc và thực hiện trong 15 ngày làm việc", notice, StringComparison.Ordinal);
        var purposes = await host.Get(PrivacyHost.Receiver, "privacy/purposes");
        Assert.All(purposes.EnumerateArray(), purpose => Assert.Contains(purpose.GetProperty("nameVi").GetString()!, notice, StringComparison.Ordinal));
        var before = (await host.Get(PrivacyHost.Receiver, "privacy/purposes?on=2025-12-31")).EnumerateArray().Select(purpose => purpose.GetProperty("code").GetString()).ToList();
        Assert.Contains("credit-grant", before);
        Assert.DoesNotContain("sponsor-help", before);
    }

    private static object Paper(string kind, string relation, Guid? member = null, string form = "PaperForm", string reference = "Phiếu 12/2026") =>
        new { kind, memberId = member, obtained = form, formReference = reference, givenBy = "Giàng A Páo", relation };

    private Task<JsonElement> Give(Guid household, string kind) => host.Do(PrivacyHost.Receiver, $"households/{household}/consents", Paper(kind, "HeadOfHousehold"));

    private async Task Refused(Guid household, object paper) =>
        await (await host.Post(PrivacyHost.Receiver, $"households/{household}/consents", paper)).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    private static void ShowsNone(JsonElement card, params string[] names) =>
        Assert.All(names, name => Assert.False(card.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null, name));
}
