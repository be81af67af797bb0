using System.Net;
using System.Net.Http.Json;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>Roles are given downward, inside the grantor's area, for a time, beside nothing that excludes them; and taken back at once.</summary>
public sealed class GrantTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private static readonly TestActor Chair = new("chair-pungluong", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], ["04492"]);
    private static readonly TestActor Administrator = new("administrator", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead, Scopes.AccountsManage], [], [], Nationwide: true);
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    [Fact]
    public async Task Chair_GrantsAReviewerInTheCommune_AndTakesItBack()
    {
        await NewAccount("reviewer.one");
        var grant = await (await Grant(Chair, "reviewer.one", "reviewer", communeCode: "04492")).ShouldBeOk();
        Assert.Equal(("15", "04492"), (grant.GetProperty("provinceCode").GetString(), grant.GetProperty("communeCode").GetString()));

        var listed = await (await Send(Chair, HttpMethod.Get, "/v1/grants?userName=reviewer.one")).ShouldBeOk();
        Assert.Single(listed.GetProperty("items").EnumerateArray());
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'role.grant' and actor_id = 'chair-pungluong' and subject_id = $1", await host.AccountId("reviewer.one")));

        var path = $"/v1/grants/{grant.GetProperty("id").GetString()}/revocation";
        await (await Send(Chair, HttpMethod.Post, path, new { })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(HttpStatusCode.NoContent, (await Send(Chair, HttpMethod.Post, path, new { reason = "hết nhiệm vụ" })).StatusCode);
        await (await Send(Chair, HttpMethod.Post, path, new { reason = "hết nhiệm vụ" })).ShouldBeRefused(HttpStatusCode.Conflict, "grant-revoked");
        var subject = (await host.AccountId("reviewer.one")).ToString();
        Assert.Equal(1, await host.Scalar<long>("select count(*) from access.revocation where subject = $1", subject));
        Assert.Contains(subject, await host.Scalar<string>("select string_agg(convert_from(body, 'UTF8'), ' ') from messaging.outbox_message where contract = 'event:identity:subject-revoked:v1'"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("commune-chair", "04492", "role-not-delegable", 422)]
    [InlineData("province-officer", "04492", "role-not-delegable", 422)]
    [InlineData("administrator", "04492", "role-not-delegable", 422)]
    [InlineData("no-such-role", "04492", "role-unknown", 422)]
    [InlineData("reviewer", "04465", "area-outside", 403)]
    [InlineData("reviewer", "99999", "area-unknown", 422)]
    public async Task Chair_GrantsNothingElseAndNowhereElse(string role, string commune, string code, int status)
    {
        await NewAccount("some.officer");
        // Another commune of the same province that exists today, whatever its code.
        var place = commune == "04465" ? await host.Scalar<string>("select code from area where province_code = '15' and valid_to is null and code <> '15' and code <> '04492' limit 1") : commune;
        await (await Grant(Chair, "some.officer", role, communeCode: place)).ShouldBeRefused((HttpStatusCode)status, code);
    }

    [Fact]
    public async Task RoleAtTheWrongLevel_IsRefused() =>
        await (await Grant(Administrator, "officer.laocai", "commune-chair", provinceCode: "15")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-level");

    [Fact]
    public async Task Department_GrantsInItsCommunesOnly()
    {
        await NewAccount("chair.elsewhere");
        var department = new TestActor((await host.AccountId("department.laocai")).ToString(), [Scopes.RoleGrantsManage], ["15"], []);
        Assert.Equal(HttpStatusCode.Created, (await Grant(department, "chair.elsewhere", "commune-chair", communeCode: "04492")).StatusCode);
        var other = await host.Scalar<string>("select code from area where province_code = '92' and valid_to is null and code <> '92' limit 1");
        await (await Grant(department, "chair.elsewhere", "commune-chair", communeCode: other)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Grant(department, "chair.elsewhere", "ministry", nationwide: true)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "role-not-delegable");
    }

    [Fact]
    public async Task IncompatibleRole_IsRefusedWithTheReason()
    {
        await NewAccount("two.hats");
        Assert.Equal(HttpStatusCode.Created, (await Grant(Administrator, "two.hats", "poverty-officer", communeCode: "04492")).StatusCode);
        var problem = await (await Grant(Administrator, "two.hats", "commune-chair", communeCode: "04492")).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "roles-incompatible");
        Assert.Contains("Người lập danh sách", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Contains("24/2021", problem.GetProperty("legalSource").GetString(), StringComparison.Ordinal);
        var other = await host.Scalar<string>("select code from area where province_code = '92' and valid_to is null and code <> '92' limit 1");
        Assert.Equal(HttpStatusCode.Created, (await Grant(Administrator, "two.hats", "commune-chair", communeCode: other)).StatusCode);
    }

    [Fact]
    public async Task TwoIncompatibleRolesAtOnce_OnlyOneIsGranted()
    {
        await NewAccount("race.hats");
        var answers = await Task.WhenAll(Grant(Administrator, "race.hats", "reviewer", communeCode: "04492"), Grant(Administrator, "race.hats", "commune-chair", communeCode: "04492"));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        await (await Grant(Administrator, "race.hats", "reviewer", communeCode: "04492")).ShouldBeRefused(
            answers[0].StatusCode == HttpStatusCode.Created ? HttpStatusCode.Conflict : HttpStatusCode.UnprocessableEntity, answers[0].StatusCode == HttpStatusCode.Created ? "grant-exists" : "roles-incompatible");
    }

    [Fact]
    public async Task GrantToOneself_IsRefused()
    {
        var own = new TestActor((await host.AccountId("administrator.centre")).ToString(), [Scopes.RoleGrantsManage], [], [], Nationwide: true);
        await (await Grant(own, "administrator.centre", "ministry", nationwide: true)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "grant-to-oneself");
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, null)]
    [InlineData(0, 3000)]
    [InlineData(10, 5)]
    public async Task DatesThatMakeNoSense_AreRefused(int from, int? to)
    {
        await NewAccount("dated.officer");
        var answer = await Send(Chair, HttpMethod.Post, "/v1/grants", new
        {
            userName = "dated.officer",
            roleCode = "reviewer",
            communeCode = "04492",
            validFrom = Today.AddDays(from),
            validTo = to is { } days ? Today.AddDays(days) : (DateOnly?)null,
        });
        await answer.ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task GrantThatBeginsTomorrow_GivesNothingToday()
    {
        await NewAccount("tomorrow.officer");
        await (await Send(Chair, HttpMethod.Post, "/v1/grants", new { userName = "tomorrow.officer", roleCode = "reviewer", communeCode = "04492", validFrom = Today.AddDays(1), validTo = Today.AddDays(9) })).ShouldBeOk();
        Assert.Equal(0, await host.Scalar<long>("select count(*) from role_grant g join account a on a.id = g.account_id where a.user_name = 'tomorrow.officer' and valid_from <= $1", Today));
    }

    [Fact]
    public async Task GrantsOfOtherAreas_AreNotSeenAndNotRevoked()
    {
        var id = await host.Scalar<Guid>("select g.id from role_grant g join client c on c.id = g.client_id where c.client_id = 'officer-laocai'");
        await (await Send(Chair, HttpMethod.Post, $"/v1/grants/{id}/revocation", new { reason = "x" })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        var seen = await (await Send(Chair, HttpMethod.Get, "/v1/grants?limit=500&past=true")).ShouldBeOk();
        Assert.All(seen.GetProperty("items").EnumerateArray(), item => Assert.Equal("04492", item.GetProperty("communeCode").GetString()));
        Assert.NotEmpty(seen.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task RevokedGrantor_GrantsNothing_WhateverItsTokenSays()
    {
        await NewAccount("victim.officer");
        await host.Scalar<long>("with r as (update role_grant set revoked_at = now() where account_id = $1 returning 1) select count(*) from r", await host.AccountId("administrator.second"));
        var old = new TestActor((await host.AccountId("administrator.second")).ToString(), [Scopes.RoleGrantsManage], [], [], Nationwide: true);
        await (await Grant(old, "victim.officer", "ministry", nationwide: true)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "role-not-delegable");
    }

    private async Task NewAccount(string userName) => await host.Scalar<long>(
        "with a as (insert into account (id, user_name, created_at, created_by) values (gen_random_uuid(), $1, now(), 'test') on conflict do nothing returning 1) select count(*) from a", userName);

    private Task<HttpResponseMessage> Grant(TestActor by, string userName, string role, string? provinceCode = null, string? communeCode = null, bool? nationwide = null) =>
        Send(by, HttpMethod.Post, "/v1/grants", new { userName, roleCode = role, provinceCode, communeCode, nationwide, validTo = Today.AddYears(1) });

    private async Task<HttpResponseMessage> Send(TestActor by, HttpMethod method, string path, object? body = null)
    {
        using var client = host.ClientFor(by);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
