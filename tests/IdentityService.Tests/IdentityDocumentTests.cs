using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.IdentityServiceTests;

public class IdentityDocumentTests(IdentityHost host) : ApiDocumentTests<Program>(host, "identity"), IClassFixture<IdentityHost>
{
    // A client proves who it is with its assertion, in the form.
    protected override IReadOnlyList<string> Open => [.. base.Open, "/connect/token"];
}
