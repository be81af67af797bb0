using System.Net;
using System.Net.Http.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Grants;

/// <summary>Grants of before 1 July 2025 mean the units that followed theirs, with the units of that day as the State published them.</summary>
public sealed class SuccessionTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private static readonly TestActor Administrator = new("administrator", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead, Scopes.AccountsManage], [], [], Nationwide: true);

    [Theory]
    // Xã La Pán Tẩn, Dế Xu Phình and others became Xã Púng Luông; what was recorded under their codes comes along.
    [InlineData("04483", "15", "04492 04483 04486 04495")]
    // Xã Chế Tạo stayed as it was, in a province that became another one under the same code.
    [InlineData("04489", "15", "04489")]
    // Xã Ngũ Chỉ Sơn stayed as it was and came from Lào Cai of before (10) into Lào Cai of today (15).
    [InlineData("03004", "10", "03004")]
    // Phường Bùi Hữu Nghĩa was divided: nobody said who went where.
    [InlineData("31178", "92", "")]
    // Phường Long Tuyền was divided, and one part bears its code and name today: still another unit.
    [InlineData("31183", "92", "")]
    public async Task CommuneOfBeforeTheMergers_GivesTheCertainSuccessor(string old, string province, string expected)
    {
        var grant = await Given("poverty-officer", old, province, "2025-05-01");
        var (status, actor) = await Token();
        Assert.Equal(expected, string.Join(' ', actor?.Area.Communes ?? []));
        Assert.Equal(expected.Length > 0 ? 200 : 400, status);
        Assert.Empty(actor?.Area.Provinces ?? []);

        // Taken back: nothing of what it led to is left, neither in the next token nor for those that are out.
        Assert.Equal(HttpStatusCode.NoContent, (await Send(HttpMethod.Post, $"/v1/grants/{grant}/revocation", new { reason = "sáp nhập" })).StatusCode);
        Assert.Equal(400, (await Token()).Status);
        Assert.True(await host.Scalar<long>("select count(*) from access.revocation where subject = 'merged-client'") == 1);
    }

    [Theory]
    [InlineData("10", "15 10")]
    [InlineData("15", "15 10")]
    [InlineData("93", "92 93 94")]
    public async Task ProvinceOfBeforeTheMergers_GivesTheOneIntoWhichItWent(string old, string expected)
    {
        await Given("province-officer", null, old, "2025-05-01");
        Assert.Equal(expected, string.Join(' ', (await Token()).Actor!.Area.Provinces));
    }

    [Fact]
    public async Task GrantOfToday_ReachesWhatWentWhollyIntoItsUnit_AndNotTheDividedNeighbour()
    {
        await Given("poverty-officer", "31168", "92", "2026-01-05");
        var communes = (await Token()).Actor!.Area.Communes;
        Assert.Equal("31168", communes[0]);
        Assert.DoesNotContain("31178", communes);
        var whole = await host.Scalar<string>("select string_agg(old_code, ' ' order by old_code) from area_succession s where new_code = '31168' and is_certain and old_code <> new_code");
        Assert.Equal(whole, string.Join(' ', communes.Skip(1)));
    }

    [Fact]
    public async Task MergerLaterThanTheGrant_TakesEffectOnItsDay()
    {
        // Invented units: 99001 and 99002 become 99003 tomorrow, and 99001 is given to a new unit elsewhere.
        await host.Scalar<long>("""
            with u as (insert into area (code, province_code, valid_from, valid_to) values
                ('99001', '15', '2025-07-01', current_date), ('99002', '15', '2025-07-01', current_date), ('99003', '15', current_date + 1, null), ('99001', '92', current_date + 1, null) returning 1),
            s as (insert into area_succession values ('99001', '15', '99003', '15', current_date + 1, true), ('99002', '15', '99003', '15', current_date + 1, true) returning 1)
            select count(*) from u, s
            """);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var now = new Successions(
            [Change("99001", "99003", today.AddDays(1)), Change("99002", "99003", today.AddDays(1))],
            [new("99001", "15", new(2025, 7, 1), today), new("99002", "15", new(2025, 7, 1), today), new("99003", "15", today.AddDays(1), null), new("99001", "92", today.AddDays(1), null)]);
        Assert.Equal("99001", now.Commune("99001", new(2026, 1, 1), today)?.Code);
        Assert.Equal("99003", now.Commune("99001", new(2026, 1, 1), today.AddDays(1))?.Code);
        Assert.Equal(("99001", "92"), now.Commune("99001", today.AddDays(1), today.AddDays(2)));
        // 99001 names another unit now: what was recorded under it cannot be told apart any more.
        Assert.Equal(["99002"], now.Before("99003", today.AddDays(1)));
        await Given("poverty-officer", "99001", "15", "2026-01-01");
        Assert.Contains((await Token()).Actor!.Area.Communes[0], new[] { "99001", "99003" });
    }

    [Fact]
    public void ChainOfMergers_IsFollowedToTheEnd_AndALoopEnds()
    {
        DateOnly first = new(2020, 1, 1), second = new(2025, 7, 1), today = new(2026, 12, 1);
        var chain = new Successions([Change("00001", "00002", first), Change("00002", "00003", second)], [new("00001", "15", DateOnly.MinValue, first.AddDays(-1)), new("00002", "15", first, second.AddDays(-1)), new("00003", "15", second, null)]);
        Assert.Equal("00003", chain.Commune("00001", new(2019, 5, 1), today)?.Code);
        Assert.Equal("00002", chain.Commune("00001", new(2019, 5, 1), new(2024, 1, 1))?.Code);
        Assert.Equal(["00001", "00002"], chain.Before("00003", today));
        Assert.Null(chain.Commune("00001", new(2021, 5, 1), today));
        Assert.Null(new Successions([Change("00001", "00001", second)], []).Commune("00001", first, today));
    }

    [Fact]
    public async Task TwoHandsThatBecameOneCommune_DoNotDraftAndRecogniseTogether()
    {
        await Given("poverty-officer", "04483", "15", "2025-05-01");
        await Given("commune-chair", "04486", "15", "2025-05-01", keep: true);
        var (status, _) = await Token();
        Assert.Equal(400, status);
        // A grant of the new commune stays; what was carried over gives way.
        await Given("commune-chair", "04492", "15", "2025-08-01", keep: true);
        Assert.Equal(["commune-chair"], (await Token()).Actor!.Roles);
    }

    [Fact]
    public async Task ChairOfAMergedCommune_GrantsInTheNewOne_AndSeesNoOfficersOfAnotherUnit()
    {
        await Given("commune-chair", "04483", "15", "2025-05-01");
        await host.Scalar<long>("with a as (insert into account (id, user_name, created_at, created_by) values (gen_random_uuid(), 'merged.reviewer', now(), 'test') on conflict do nothing returning 1) select count(*) from a");
        var chair = new TestActor("merged-client", [Scopes.RoleGrantsManage, Scopes.RoleGrantsRead], [], ["04492", "04483"]);
        object Wish(string commune) => new { userName = "merged.reviewer", roleCode = "reviewer", communeCode = commune, validTo = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(30)) };
        await (await Send(HttpMethod.Post, "/v1/grants", Wish("04483"), chair)).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "area-unknown");
        await (await Send(HttpMethod.Post, "/v1/grants", Wish("04489"), chair)).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Send(HttpMethod.Post, "/v1/grants", Wish("04492"), chair)).ShouldBeOk();

        // An officer of 31183 of before is no officer of 31183 of today.
        await Given("reviewer", "31183", "92", "2025-05-01", client: "other-merged");
        var today = new TestActor("chair-today", [Scopes.RoleGrantsRead], [], ["31183"]);
        Assert.Empty((await (await Send(HttpMethod.Get, "/v1/grants?past=true", null, today)).ShouldBeOk()).GetProperty("items").EnumerateArray());
        var merged = await (await Send(HttpMethod.Get, "/v1/grants?clientId=merged-client", null, new TestActor("chair-new", [Scopes.RoleGrantsRead], [], ["04492"]))).ShouldBeOk();
        Assert.Equal("04483", merged.GetProperty("items")[0].GetProperty("communeCode").GetString());
    }

    private static AreaSuccession Change(string old, string now, DateOnly on) => new() { OldCode = old, OldProvinceCode = "15", NewCode = now, NewProvinceCode = "15", ChangedOn = on, IsCertain = true };

    /// <summary>A program that holds one role since a day, as it was granted then.</summary>
    private async Task<Guid> Given(string role, string? commune, string province, string on, bool keep = false, string client = "merged-client")
    {
        await host.Scalar<long>($"""
            with c as (insert into client (id, client_id, client_secret, client_type, permissions, requirements, is_sample)
                       select gen_random_uuid(), '{client}', client_secret, client_type, permissions, requirements, true from client where client_id = 'officer-pungluong' on conflict (client_id) do nothing returning 1)
            select count(*) from c
            """);
        if (!keep)
            await host.Scalar<long>($"with g as (delete from role_grant where client_id = (select id from client where client_id = '{client}') returning 1), r as (delete from access.revocation where subject = '{client}' returning 1) select count(*) from g, r");
        return await host.Scalar<Guid>($"""
            insert into role_grant (id, client_id, role_code, province_code, commune_code, commune_province, nationwide, valid_from, valid_to, granted_by, granted_at)
            select gen_random_uuid(), id, '{role}', {(commune is null ? $"'{province}'" : "null")}, {(commune is null ? "null" : $"'{commune}'")}, {(commune is null ? "null" : $"'{province}'")}, false, '{on}', null, 'test', '{on}'
            from client where client_id = '{client}' returning id
            """);
    }

    private async Task<(int Status, Actor? Actor)> Token()
    {
        var answer = await host.Ask(("grant_type", "client_credentials"), ("client_id", "merged-client"), ("client_secret", host.Credential("officer-pungluong").GetProperty("secret").GetString()!));
        return (answer.Status, answer.Status == 200 ? Actor.From(new(new System.Security.Claims.ClaimsIdentity(new JsonWebToken(answer.AccessToken).Claims))) : null);
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, TestActor? by = null)
    {
        using var client = host.ClientFor(by ?? Administrator);
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (method != HttpMethod.Get)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
