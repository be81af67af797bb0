using PovertyPlatform.TestKit.Asserting;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.IdentityServiceTests.Door;

public class IdentityAccessTests(IdentityHost host) : AccessMatrixTests<Program>(host, "identity"), IClassFixture<IdentityHost>
{
    private const string Page = "a page for people, who sign in with password and second factor";

    protected override IReadOnlyDictionary<string, string> Open => new Dictionary<string, string>(base.Open)
    {
        ["/connect/token"] = "the client proves itself in the request",
        ["/connect/authorize"] = Page,
        ["/connect/logout"] = Page,
        ["/account/style.css"] = "the style of those pages",
        ["/account/sign-in"] = Page,
        ["/account/external"] = Page,
        ["/account/second-factor"] = Page,
        ["/account/second-factor/enrolment"] = Page,
        ["/account/activation"] = Page,
        ["/account/password"] = Page,
        ["/account/sessions"] = Page,
        ["/account/sessions/end"] = Page,
    };

    protected override Task<AccessStage> Arrange() => IdentityStage.Arrange(host);

    [Fact]
    public void AccessDocument_NamesTheRoles() => Approved.MatchSection(AccessDocument.Roles(), AccessDocument.Path, "roles");
}

public class IdentityBadInputTests(IdentityHost host) : BadInputTests<Program>(host, "identity"), IClassFixture<IdentityHost>
{
    protected override Task<AccessStage> Arrange() => IdentityStage.Arrange(host);
}
