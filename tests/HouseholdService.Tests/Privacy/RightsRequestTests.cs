using System.Net;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Privacy;

/// <summary>People's requests about their own data: clocks, second person, what is told, what is no longer shared.</summary>
public sealed class RightsRequestTests(PrivacyHost host) : IClassFixture<PrivacyHost>
{
    [Fact]
    public async Task Clocks_RunInWorkingDaysOfTheCalendar()
    {
        await host.Recognised("2026-08-28");
        var household = await host.PoorHousehold(0);
        var received = await host.Do(PrivacyHost.Receiver, "rights-requests", PrivacyHost.Claim(household, "Correction"));
        // Friday; Monday to Wednesday are free (National Day and an exchanged day).
        Assert.Equal("2026-09-04", received.GetProperty("answerDueOn").GetString());
        Assert.Equal("2026-09-23", received.GetProperty("finishDueOn").GetString());
        Assert.Equal(2, received.GetProperty("workingDaysLeft").GetInt32());
        Assert.Equal("Giàng A. P.", received.GetProperty("requester").GetString());

        var path = $"rights-requests/{received.GetProperty("id").GetGuid()}";
        host.Day("2026-09-07");
        var late = await host.Get(TestActors.ProvinceOfficer, "rights-requests?overdue=true");
        Assert.Contains(late.GetProperty("items").EnumerateArray(), row => row.GetProperty("id").GetGuid() == received.GetProperty("id").GetGuid());
        var counted = (await host.Get(TestActors.ProvinceOfficer, "rights-requests/overdue")).GetProperty("items")[0];
        Assert.Equal("04492", counted.GetProperty("communeCode").GetString());
        Assert.True(counted.GetProperty("unanswered").GetInt32() >= 1);

        await host.Do(PrivacyHost.Chair, $"{path}/answer", new { isAccepted = true, answer = "Xã sẽ sửa theo giấy khai sinh" });
        var extended = await host.Do(PrivacyHost.Chair, $"{path}/extension", new { reason = "Cần đối chiếu với hồ sơ hộ tịch" });
        Assert.Equal("2026-10-14", extended.GetProperty("finishDueOn").GetString());
        await (await host.Post(PrivacyHost.Chair, $"{path}/extension", new { reason = "Cần đối chiếu thêm một lần nữa" })).ShouldBeRefused(HttpStatusCode.Conflict, "rights-extended");
        var done = await host.Do(PrivacyHost.Chair, $"{path}/completion", new { outcome = "Công chức hộ tịch sửa năm sinh trong lần nhập danh sách tới" });
        Assert.Equal("Done", done.GetProperty("state").GetString());
        Assert.False(done.GetProperty("isOverdue").GetBoolean());
    }

    [Fact]
    public async Task Answer_NeedsAnotherOfficer_AndARefusalItsLegalSource()
    {
        await host.Recognised();
        var id = await host.Receive(await host.PoorHousehold(1), "Objection");
        var both = TestActors.Officer with { Scopes = [Scopes.RightsDecide] };
        await (await host.Post(both, $"rights-requests/{id}/answer", new { isAccepted = true, answer = "Tôi tự giải quyết yêu cầu" })).ShouldBeRefused(HttpStatusCode.Forbidden, "second-person");
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/answer", new { isAccepted = false, answer = "Không thể dừng việc rà soát" })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        var refused = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/answer",
            new { isAccepted = false, answer = "Không thể dừng việc rà soát", legalSource = "Luật 91/2025/QH15; QĐ 24/2021/QĐ-TTg" });
        Assert.Equal("Refused", refused.GetProperty("state").GetString());
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/completion", new { outcome = "Đã thực hiện xong yêu cầu" })).ShouldBeRefused(HttpStatusCode.Conflict, "rights-not-accepted");
    }

    [Fact]
    public async Task Requester_IsIdentified_WithoutWritingTheNumberDown()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(1);
        await (await host.Post(PrivacyHost.Receiver, "rights-requests", PrivacyHost.Claim(household, "Access", reference: "CCCD 015088001234"))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(PrivacyHost.Receiver, "rights-requests", PrivacyHost.Claim(household, "Access", reference: ""))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(PrivacyHost.Receiver, "rights-requests", PrivacyHost.Claim(household, "Access", member: Guid.NewGuid()))).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.Post(PrivacyHost.Receiver.In("01"), "rights-requests", PrivacyHost.Claim(household, "Access"))).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task DayBeforeTheLaw_HasNoClock()
    {
        await host.Recognised();
        host.Day("2026-01-05");
        await (await host.Post(PrivacyHost.Receiver, "rights-requests", PrivacyHost.Claim(await host.PoorHousehold(1), "Access", receivedOn: "2025-12-30"))).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "no-term");
    }

    [Fact]
    public async Task Restriction_HoldsAtOnce_AndTheBankReadsNothingMore()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(2);
        var adults = (await host.Get(PrivacyHost.Bank, $"households/{household}/representatives")).GetProperty("adults").GetArrayLength();
        Assert.True(adults >= 2);
        await host.Accept(household, "Restriction");
        await (await host.TryGet(PrivacyHost.Bank, $"households/{household}/representatives")).ShouldBeRefused(HttpStatusCode.Forbidden, "restricted");
        Assert.True((await host.Get(PrivacyHost.Receiver, $"households/{household}")).GetProperty("isRestricted").GetBoolean());

        var restriction = (await host.Get(PrivacyHost.Receiver, $"households/{household}/restrictions"))[0];
        Assert.True(restriction.GetProperty("isInForce").GetBoolean());
        await host.Do(PrivacyHost.Chair, $"households/{household}/restrictions/{restriction.GetProperty("id").GetGuid()}/end", new { reason = "Hộ đề nghị bỏ việc hạn chế" });
        Assert.Equal(adults, (await host.Get(PrivacyHost.Bank, $"households/{household}/representatives")).GetProperty("adults").GetArrayLength());
        Assert.False((await host.Get(PrivacyHost.Receiver, $"households/{household}")).GetProperty("isRestricted").GetBoolean());
    }

    [Fact]
    public async Task RestrictedMember_IsLeftOut_TheOthersAreNot()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(3);
        var before = (await host.Get(PrivacyHost.Bank, $"households/{household}/representatives")).GetProperty("adults").GetArrayLength();
        var head = await host.Scalar<Guid>($"select id from member where household_id = '{household}' and relation_code = 'head'");
        await host.Accept(household, "Objection", head);
        var after = await host.Get(PrivacyHost.Bank, $"households/{household}/representatives");
        Assert.Equal(before - 1, after.GetProperty("adults").GetArrayLength());
        Assert.False(after.TryGetProperty("head", out var shown) && shown.ValueKind != System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Disclosure_TellsEverythingOnce_AccessesIncluded_AndOnlyAfterAcceptance()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(4);
        await host.Get(PrivacyHost.Bank, $"households/{household}/representatives");
        var id = await host.Receive(household, "Access");
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/disclosure")).ShouldBeRefused(HttpStatusCode.Conflict, "rights-not-accepted");
        await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/answer", new { isAccepted = true, answer = "Xã cung cấp bản dữ liệu của hộ" });
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{id}/completion", new { outcome = "Đã trao tận tay cho chủ hộ" })).ShouldBeRefused(HttpStatusCode.Conflict, "not-told");

        var held = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/disclosure");
        var name = await host.Scalar<string>($"select full_name from member where household_id = '{household}' and relation_code = 'head'");
        Assert.Contains(held.GetProperty("persons").EnumerateArray(), person => person.GetProperty("fullName").GetString() == name);
        Assert.Equal("25/QĐ-UBND", held.GetProperty("lists")[0].GetProperty("decisionNumber").GetString());
        var actions = held.GetProperty("accesses").EnumerateArray().Select(access => access.GetProperty("action").GetString()).ToList();
        Assert.Equal("rights-request.disclose", actions[0]);
        Assert.Contains("representatives.read", actions);
        await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/completion", new { outcome = "Đã trao tận tay cho chủ hộ" });

        var other = await host.Accept(household, "Restriction");
        await (await host.Post(PrivacyHost.Chair, $"rights-requests/{other}/disclosure")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "not-an-access-request");
    }

    [Fact]
    public async Task DisclosureForOneMember_NamesNoOther()
    {
        await host.Recognised();
        var household = await host.PoorHousehold(5);
        var members = await host.Column<Guid>($"select id from member where household_id = '{household}' order by ordinal");
        var id = await host.Accept(household, "Access", members[1]);
        var held = await host.Do(PrivacyHost.Chair, $"rights-requests/{id}/disclosure");
        var person = Assert.Single(held.GetProperty("persons").EnumerateArray());
        Assert.Equal(members[1], person.GetProperty("id").GetGuid());
    }
}
