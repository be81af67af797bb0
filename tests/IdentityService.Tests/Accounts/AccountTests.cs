using System.Net;
using System.Net.Http.Json;
using OtpNet;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Accounts;

/// <summary>The life of an account: opened by an administrator, taken over by its officer, strengthened, and reset by two.</summary>
public sealed class AccountTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Password = "sông Hồng chảy qua Lào Cai";
    private static readonly TestActor First = new("administrator", [Scopes.AccountsManage, Scopes.AccountsRead, Scopes.RoleGrantsManage], [], [], Nationwide: true);
    private static readonly TestActor Second = First with { Id = "administrator-two" };

    [Fact]
    public async Task NewOfficer_ChoosesAPasswordSetsUpTheSecondFactorAndUsesARecoveryCodeOnce()
    {
        var (id, code) = await Create("chair.new");
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.SeeOther, (await Activate(browser, "chair.new", code, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Activate(browser, "chair.new", code, Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SignIn(browser, "chair.new", Password)).StatusCode);

        await (await Post(First, "/v1/grants", new { userName = "chair.new", roleCode = "commune-chair", communeCode = "04492", validTo = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(90) })).ShouldBeOk();
        Assert.StartsWith("/account/second-factor?", (await browser.Get(browser.AuthorizeUrl())).Headers.Location!.ToString(), StringComparison.Ordinal);
        var page = await (await browser.Get("/account/second-factor/enrolment")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var secret = page.Split("?secret=")[1].Split('&')[0];
        Assert.Equal(HttpStatusCode.Unauthorized, (await Enrol(browser, "000000")).StatusCode);
        var codes = (await (await Enrol(browser, new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp())).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Split("<li>").Skip(1).Select(item => item.Split('<')[0]).ToList();
        Assert.Equal(10, codes.Distinct().Count());
        Assert.NotNull(await browser.Code(Scopes.ListsRecognise));
        // What is set up once is not shown again.
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Get("/account/second-factor/enrolment")).StatusCode);

        using var lost = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.SeeOther, (await SignIn(lost, "chair.new", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await lost.Submit("/account/second-factor", "/account/second-factor", ("code", codes[0].ToUpperInvariant()))).StatusCode);
        using var thief = new OfficerBrowser(host);
        await SignIn(thief, "chair.new", Password);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.Submit("/account/second-factor", "/account/second-factor", ("code", codes[0]))).StatusCode);
        Assert.Equal(1, await host.Scalar<long>("select count(*) from audit.entry where action = 'second-factor.enrol' and subject_id = $1", id));
    }

    [Theory]
    [InlineData("ngắn quá")]
    [InlineData("password123456")]
    [InlineData("MatKhau123456")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("weak.officer-2026")]
    public async Task WeakPassword_IsRefusedAndTheCodeStays(string password)
    {
        var (id, _) = await Create("weak.officer", again: true);
        var code = await NewCode(id);
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.BadRequest, (await Activate(browser, "weak.officer", code, password)).StatusCode);
        await host.Scalar<long>("with a as (delete from sign_in_attempt returning 1) select count(*) from a");
        Assert.Equal(HttpStatusCode.SeeOther, (await Activate(browser, "weak.officer", code, Password)).StatusCode);
    }

    [Fact]
    public async Task ExpiredCode_IsRefused()
    {
        var (id, code) = await Create("late.officer");
        await host.Scalar<long>("with a as (update account set one_time_until = now() - interval '1 second' where id = $1 returning 1) select count(*) from a", id);
        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Activate(browser, "late.officer", code, Password)).StatusCode);
    }

    [Fact]
    public async Task SecondFactor_IsTakenAwayByTwoOnly()
    {
        var id = await host.AccountId("council.laocai");
        await host.Scalar<long>("with a as (update account set totp_confirmed_at = now() where id = $1 returning 1) select count(*) from a", id);
        var wish = await (await Post(First, $"/v1/accounts/{id}/second-factor-resets", new { reason = "mất điện thoại" })).ShouldBeOk();
        await (await Post(First, $"/v1/accounts/{id}/second-factor-resets", new { reason = "mất điện thoại" })).ShouldBeRefused(HttpStatusCode.Conflict, "reset-asked");
        var approval = $"/v1/accounts/{id}/second-factor-resets/{wish.GetProperty("id").GetString()}/approval";
        await (await Post(First, approval, new { })).ShouldBeRefused(HttpStatusCode.UnprocessableEntity, "second-person");
        Assert.Equal(HttpStatusCode.NoContent, (await Post(Second, approval, new { })).StatusCode);
        await (await Post(Second, approval, new { })).ShouldBeRefused(HttpStatusCode.Conflict, "reset-decided");
        Assert.False(await host.Scalar<bool>("select totp_secret is not null from account where id = $1", id));
    }

    [Fact]
    public async Task ProvinceAdministrator_LooksAfterTheProvinceOnly()
    {
        var province = First with { Nationwide = false, Provinces = ["92"] };
        using var client = host.ClientFor(province);
        var seen = await (await client.GetAsync("/v1/accounts?limit=500", TestContext.Current.CancellationToken)).ShouldBeOk();
        Assert.Empty(seen.GetProperty("items").EnumerateArray());
        var id = await host.AccountId("chair.pungluong");
        await (await Post(province, $"/v1/accounts/{id}/closure", new { reason = "x" })).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await client.GetAsync($"/v1/accounts/{id}/sessions", TestContext.Current.CancellationToken)).ShouldBeRefused(HttpStatusCode.NotFound, "not-found");
        await (await Post(province, "/v1/accounts", new { userName = "foreign.officer", provinceCode = "15" })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        await (await Post(province, "/v1/accounts", new { userName = "central.officer" })).ShouldBeRefused(HttpStatusCode.Forbidden, "area-outside");
        Assert.Equal(HttpStatusCode.Created, (await Post(province, "/v1/accounts", new { userName = "cantho.officer", provinceCode = "92" })).StatusCode);
    }

    [Theory]
    [InlineData("Ab")]
    [InlineData("có dấu")]
    [InlineData("-dash")]
    [InlineData("079123456789")]
    public async Task WrongUserName_IsRefused(string userName) =>
        await (await Post(First, "/v1/accounts", new { userName })).ShouldBeRefused(HttpStatusCode.BadRequest, "invalid-request");

    [Fact]
    public async Task List_IsPagedByName()
    {
        using var client = host.ClientFor(First);
        var names = new List<string>();
        for (string? cursor = null, go = ""; go is not null; go = cursor)
        {
            var page = await (await client.GetAsync($"/v1/accounts?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}", TestContext.Current.CancellationToken)).ShouldBeOk();
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("userName").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.True(names.Count >= 9);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    private async Task<(Guid Id, string Code)> Create(string userName, bool again = false)
    {
        var answer = await Post(First, "/v1/accounts", new { userName });
        if (again && answer.StatusCode == HttpStatusCode.Conflict)
            return (await host.AccountId(userName), "");
        var made = await answer.ShouldBeOk();
        return (made.GetProperty("id").GetGuid(), made.GetProperty("oneTimeCode").GetString()!);
    }

    private async Task<string> NewCode(Guid id) => (await (await Post(First, $"/v1/accounts/{id}/one-time-codes", new { reason = "quên mật khẩu" })).ShouldBeOk()).GetProperty("code").GetString()!;

    private static Task<HttpResponseMessage> Activate(OfficerBrowser browser, string userName, string code, string password) =>
        browser.Submit("/account/activation", "/account/activation", ("userName", userName), ("code", code), ("password", password), ("again", password));

    private static Task<HttpResponseMessage> SignIn(OfficerBrowser browser, string userName, string password) =>
        browser.Submit("/account/sign-in", "/account/sign-in", ("userName", userName), ("password", password));

    private static Task<HttpResponseMessage> Enrol(OfficerBrowser browser, string code) =>
        browser.Submit("/account/second-factor/enrolment", "/account/second-factor/enrolment", ("code", code));

    private async Task<HttpResponseMessage> Post(TestActor by, string path, object body)
    {
        using var client = host.ClientFor(by);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request);
    }
}
