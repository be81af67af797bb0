using System.Net;
using System.Net.Http.Json;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;
using static PovertyPlatform.HouseholdServiceTests.Hamlets.HamletHost;

namespace PovertyPlatform.HouseholdServiceTests.Hamlets;

/// <summary>Changes of hamlets that are refused, and by whom they may not be recorded.</summary>
public sealed class HamletRefusalTests(HamletHost host) : IClassFixture<HamletHost>
{
    [Fact]
    public async Task WhatCannotBe_IsRefusedWithItsReason_AndNothingChanges()
    {
        var (_, first) = await host.Register("Bản Từ Chối Một");
        var (_, second) = await host.Register("Bản Từ Chối Hai");
        var (_, old) = await host.Register("Bản Đã Hết");
        var (_, renamed) = await host.Change("Renamed", [old], "Bản Đã Đổi");
        var before = await State();
        await Refused(HttpStatusCode.UnprocessableEntity, "other-commune", "Merged", ["044890001"], [first]);
        await Refused(HttpStatusCode.UnprocessableEntity, "hamlet-unknown", "Merged", ["044929998"], [first]);
        await Refused(HttpStatusCode.UnprocessableEntity, "hamlet-unknown", "Merged", [first], ["044929998"]);
        await Refused(HttpStatusCode.Conflict, "hamlet-ended", "Merged", [old], [first]);
        await Refused(HttpStatusCode.Conflict, "hamlet-ended", "Merged", [first], [old]);
        await Refused(HttpStatusCode.UnprocessableEntity, "into-itself", "Merged", [first, second], [second]);
        await Refused(HttpStatusCode.UnprocessableEntity, "into-itself", "Merged", [first], ["bản từ chối một"]);
        await Refused(HttpStatusCode.UnprocessableEntity, "into-itself", "Split", [first], ["Bản Từ Chối Một", "Bản Từ Chối Ba"]);
        await Refused(HttpStatusCode.Conflict, "hamlet-name-taken", "Renamed", [first], ["Bản Từ Chối Hai"]);
        await Refused(HttpStatusCode.UnprocessableEntity, "date-in-future", "Merged", [first], [second], "9998-01-01");
        await Refused(HttpStatusCode.UnprocessableEntity, "dates-out-of-order", "Merged", [renamed[0]], [second], "2026-05-01");
        foreach (var (kind, from, to) in new (string, string[], string[])[]
        {
            ("Merged", [], [second]), ("Merged", [first], []), ("Merged", [first], ["Bản Ba", "Bản Bốn"]), ("Renamed", [first, second], ["Bản Ba"]), ("Split", [first], ["Bản Ba"]),
            ("Merged", [first, first], [second]), ("Split", [first], ["Bản Ba", "Ban Ba"]), ("Merged", ["x"], [second]), ("Renamed", [first], ["   "]), ("Renamed", [first], [new string('a', 101)]), ("Renamed", [first], ["Bản\u0007"]),
        })
            await Refused(HttpStatusCode.BadRequest, "invalid-request", kind, from, to);
        await (await host.TryChange("Merged", [first], [second], evidence: " ")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        await (await host.TryChange("Merged", [first], [second], commune: "99999")).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(before, await State());

        async Task Refused(HttpStatusCode status, string code, string kind, string[] from, string[] to, string on = On) => await (await host.TryChange(kind, from, to, on)).ShouldBeRefused(status, code);
    }

    [Fact]
    public async Task OthersMayNot()
    {
        var (home, first) = await host.Register("Bản Không Quyền");
        var (_, second) = await host.Register("Bản Không Quyền Hai");
        var head = Head(first, second);
        var before = await State();
        await (await host.TryChange("Merged", [first], [second], actor: head)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        await (await host.TryChange("Merged", [first], [second], actor: head with { Scopes = [.. head.Scopes, Scopes.HamletsChange] })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.TryChange("Merged", [first], [second], actor: TestActors.Officer.In("15", "04489"))).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await host.TryChange("Merged", [first], [second], actor: TestActors.Chair)).ShouldBeRefused(HttpStatusCode.Forbidden, "scope-missing");
        Assert.Equal(before, await State());

        var (change, _) = await host.Change("Merged", [first], second);
        foreach (var (actor, status, code) in new[]
        {
            (TestActors.Officer.In("15", "04489"), HttpStatusCode.NotFound, "not-found"), (head with { Scopes = [Scopes.HamletsChange] }, HttpStatusCode.NotFound, "not-found"), (head, HttpStatusCode.Forbidden, "scope-missing"),
        })
        {
            await (await host.TryUndoChange(change, actor)).ShouldBeRefused(status, code);
            await (await host.Try($"hamlet-changes/{change}/moves", new { }, actor: actor)).ShouldBeRefused(status, code);
        }

        Assert.Equal(first, await host.HamletOf(home));
        await (await host.Try($"hamlet-changes/{Guid.NewGuid()}/moves", new { })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task TheSameRequestAgain_RecordsNothingTwice()
    {
        var (_, first) = await host.Register("Bản Gửi Lại");
        var key = Guid.NewGuid().ToString();
        var answers = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/hamlet-changes")
            {
                Content = JsonContent.Create(new { communeCode = "04492", kind = "Renamed", from = new[] { first }, to = new[] { "Bản Gửi Lại Mới" }, changedOn = On, evidence = "8/NQ-HĐND" }),
            };
            request.Headers.Add("Idempotency-Key", key);
            answers.Add((await (await host.Officer.SendAsync(request, TestContext.Current.CancellationToken)).ShouldBeOk()).GetRawText());
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from hamlet_change_line where old_code = $1", first));
        await (await host.TryChange("Renamed", [first], ["Bản Gửi Lại Khác"])).ShouldBeRefused(HttpStatusCode.Conflict, "hamlet-ended");
    }

    private Task<string> State() => host.Scalar<string>("""
        select concat_ws('|', (select string_agg(h::text, ',' order by hamlet_code) from hamlet h), (select string_agg(c::text, ',' order by id) from hamlet_change c), (select count(*) from hamlet_change_line))
        """);
}
