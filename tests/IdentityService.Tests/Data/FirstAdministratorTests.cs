using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityServiceTests.SignIn;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.IdentityServiceTests.Data;

/// <summary>A new installation has nobody: the command makes the first administrator, once.</summary>
public sealed partial class FirstAdministratorTests(NewInstallation host) : IClassFixture<NewInstallation>
{
    private const string Password = "một mật khẩu đủ dài để giữ";

    [Fact]
    public async Task FirstAdministrator_ChoosesAPasswordEnrolsASecondFactorAndWorks_AndThereIsNoSecond()
    {
        var answers = await Task.WhenAll(Make("admin.one"), Make("admin.two"));
        var (name, code) = answers[0].Code is { } first ? ("admin.one", first) : ("admin.two", answers[1].Code!);
        Assert.Single(answers, answer => answer.Code is not null);
        Assert.Contains("administrator already", answers.Single(answer => answer.Code is null).Refusal, StringComparison.Ordinal);
        Assert.Contains("administrator already", (await Make("admin.three")).Refusal, StringComparison.Ordinal);
        Assert.Equal(2, await host.Scalar<long>("select count(*) from audit.entry where actor_id = 'system:identity' and action in ('account.create', 'role.grant') and after_hash is not null and purpose like '%create-administrator%'"));

        using var browser = new OfficerBrowser(host);
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.Submit("/account/activation", "/account/activation", ("userName", name), ("code", code), ("password", Password), ("again", Password))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.Submit("/account/activation", "/account/activation", ("userName", name), ("code", code), ("password", Password), ("again", Password))).StatusCode);
        await browser.Submit("/account/sign-in", "/account/sign-in", ("userName", name), ("password", Password));
        Assert.Null(await browser.Code());

        var page = await (await browser.Get("/account/second-factor/enrolment")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Matches("<svg class=\"qr\" role=\"img\"[^>]*><path d=\"M[^\"]+z\" ?(/>|></path>)</svg>", page);
        Assert.DoesNotContain("style=", page, StringComparison.OrdinalIgnoreCase);
        var secret = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var enrolled = await browser.Submit("/account/second-factor/enrolment", "/account/second-factor/enrolment", ("code", new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp()));
        Assert.Equal(HttpStatusCode.OK, enrolled.StatusCode);

        // A token of the very second in which the password was chosen is refused; the next one is not.
        var created = await Eventually.Get(() => CreateAccount(browser), status => status != HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Created, created);
    }

    [Theory]
    [InlineData()]
    [InlineData("Không Phải Tên")]
    [InlineData("one", "two")]
    public async Task WrongCommand_IsExplained(params string[] names) => Assert.Equal(2, await Run(names));

    private async Task<(string? Code, string? Refusal)> Make(string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await FirstAdministrator.Make(scope.ServiceProvider, name, CancellationToken.None);
    }

    private async Task<HttpStatusCode> CreateAccount(OfficerBrowser browser)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await browser.Tokens()).AccessToken);
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return (await client.PostAsJsonAsync("/v1/accounts", new { userName = "admin.next" })).StatusCode;
    }

    private Task<int> Run(params string[] names)
    {
        string[] arguments = ["create-administrator", $"--ConnectionStrings:identitydb={host.AppConnectionString}", $"--ConnectionStrings:messaging={host.Messaging}", .. names];
        return Task.Run(() => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])!);
    }

    [GeneratedRegex("<p class=\"code\">([A-Z2-7 ]+)</p>")]
    private static partial Regex Key();
}

/// <summary>The issuer as a new installation finds it: roles, and nobody to hold them.</summary>
public sealed class NewInstallation : IdentityHost
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["Identity:SampleClients"] = "false",
        ["Identity:Portals:0:ClientId"] = OfficerBrowser.Portal,
        ["Identity:Portals:0:RedirectUri"] = OfficerBrowser.Return,
    };

    protected override bool TrustsTestTokens => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Databases of tests are copies of one with the sample callers: here they hold nothing.
        await Scalar<long>("with gone as (delete from role_grant returning 1) select count(*) from gone");
    }
}
