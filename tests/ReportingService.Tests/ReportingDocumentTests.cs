using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.ReportingServiceTests;

public class ReportingDocumentTests(ReportingHost host) : ApiDocumentTests<Program>(host, "reporting"), IClassFixture<ReportingHost>
{
    protected override IReadOnlyList<string> Open => [.. base.Open, "/v1/public/figures"];
}
