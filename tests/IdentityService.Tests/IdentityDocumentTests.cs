using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.IdentityServiceTests;

public class IdentityDocumentTests(IdentityHost host) : ApiDocumentTests<Program>(host, "identity"), IClassFixture<IdentityHost>
{
    // A client proves who it is with its assertion, in the form.
    // An officer does with password and second factor, on pages, and with the cookie that they give.
    protected override IReadOnlyList<string> Open =>
    [
        .. base.Open, "/connect/token", "/connect/authorize", "/connect/logout", "/account/style.css", "/account/sign-in", "/account/external", "/account/second-factor", "/account/second-factor/enrolment",
        "/account/activation", "/account/password", "/account/sessions", "/account/sessions/end",
    ];
}
