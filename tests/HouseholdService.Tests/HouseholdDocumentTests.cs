using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.HouseholdServiceTests;

public class HouseholdDocumentTests(ImportHost host) : ApiDocumentTests<Program>(host, "household"), IClassFixture<ImportHost>
{
    protected override IReadOnlyList<string> Open => [.. base.Open, "/v1/public/privacy-notice"];
}
