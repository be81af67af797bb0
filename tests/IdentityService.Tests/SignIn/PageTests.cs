using System.Net;
using System.Text;

namespace PovertyPlatform.IdentityServiceTests.SignIn;

/// <summary>What the pages give away and let in: nothing, to whoever asks wrongly.</summary>
public sealed class PageTests(IdentityHost host) : IClassFixture<IdentityHost>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/activation")]
    public async Task Page_LoadsNothingFromElsewhereAndRunsNoScript(string path)
    {
        using var browser = new OfficerBrowser(host);
        var answer = await browser.Get(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("lang=\"vi\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_AreOutOfReachOfScriptsAndOtherSites()
    {
        using var browser = new OfficerBrowser(host);
        var cookies = (await browser.Get("/account/sign-in")).Headers.GetValues("Set-Cookie").ToList();
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FormWithoutItsToken_IsRefused()
    {
        using var browser = new OfficerBrowser(host);
        await browser.Get("/account/sign-in");
        foreach (var action in new[] { "/account/sign-in", "/account/second-factor", "/account/second-factor/enrolment", "/account/activation", "/account/password", "/account/sessions/end" })
            Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post(action, ("userName", "chair.pungluong"), ("password", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/account/sign-in", ("__RequestVerificationToken", "CfDJ8"), ("userName", "chair.pungluong"), ("password", "x"))).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("/connect/authorize?\r\nX: y")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/account/sign-in")]
    [InlineData("/connect/authorize.evil.example")]
    public async Task ReturnAddressElsewhere_IsNotKept(string address)
    {
        using var browser = new OfficerBrowser(host);
        var text = await (await browser.Get($"/account/sign-in?returnUrl={Uri.EscapeDataString(address)}")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("name=\"returnUrl\" value=\"/account/sessions\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTyped_IsShownAsTextOnly()
    {
        using var browser = new OfficerBrowser(host);
        var answer = await browser.Submit("/account/sign-in", "/account/sign-in", ("userName", "\"><script>alert(1)</script>"), ("password", "x"));
        Assert.DoesNotContain("<script", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task UnknownNameAndWrongPassword_AreAnsweredAlike()
    {
        using var browser = new OfficerBrowser(host);
        var known = await Answer(browser, "reviewer.pungluong");
        var unknown = await Answer(browser, "nobody.pungluong");
        Assert.Equal(known.Status, unknown.Status);
        Assert.Equal(known.Text.Replace("reviewer.pungluong", "X", StringComparison.Ordinal), unknown.Text.Replace("nobody.pungluong", "X", StringComparison.Ordinal));
        Assert.Equal(401, known.Status);
    }

    [Fact]
    public async Task FiveWrongAttempts_MakeEveryNameWait_AndTheWaitGrows()
    {
        using var browser = new OfficerBrowser(host);
        foreach (var name in new[] { "officer.laocai", "nobody.known" })
        {
            for (var attempt = 0; attempt < 5; attempt++)
                Assert.Equal(401, (await Answer(browser, name)).Status);
            var wait = await Answer(browser, name);
            Assert.Equal(429, wait.Status);
            Assert.InRange(wait.RetryAfter!.Value.TotalSeconds, 1, 30);
        }

        // The right password does not help while the name waits.
        var right = await Answer(browser, "officer.laocai", host.Officer("officer.laocai").GetProperty("password").GetString());
        Assert.Equal(429, right.Status);
        await host.Scalar<long>("with a as (update sign_in_attempt set wait_until = now() - interval '1 second' where failures >= 5 returning 1) select count(*) from a");
        Assert.Equal(401, (await Answer(browser, "officer.laocai")).Status);
        Assert.InRange((await Answer(browser, "officer.laocai")).RetryAfter!.Value.TotalSeconds, 31, 60);
    }

    [Fact]
    public async Task ManyAttemptsAtOnce_AreCountedAll()
    {
        using var browser = new OfficerBrowser(host);
        var page = await browser.Get("/account/sign-in");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Answer(browser, "crowd.known")));
        Assert.InRange(answers.Count(answer => answer.Status == 401), 1, 5);
        Assert.All(answers.Where(answer => answer.Status != 401), answer => Assert.Equal(429, answer.Status));
    }

    [Fact]
    public async Task OversizedOrStrangeInput_IsNeverOurFault()
    {
        using var browser = new OfficerBrowser(host);
        foreach (var text in new[] { new string('a', 10_000), "\u0000", "\ud800", "'; drop table account --", "﷽﷽﷽" })
        {
            var answer = await Answer(browser, text, text);
            Assert.InRange(answer.Status, 400, 429);
        }

        using var plain = host.CreateClient();
        var wrong = await plain.PostAsync("/account/sign-in", new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.InRange((int)wrong.StatusCode, 400, 415);
    }

    private static async Task<(int Status, string Text, TimeSpan? RetryAfter)> Answer(OfficerBrowser browser, string userName, string? password = null)
    {
        var answer = await browser.Submit("/account/sign-in", "/account/sign-in", ("userName", userName), ("password", password ?? "wrong password 1"), ("returnUrl", ""));
        var text = System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(), "value=\"CfDJ8[^\"]+\"", "");
        return ((int)answer.StatusCode, text, answer.Headers.RetryAfter?.Delta);
    }
}
