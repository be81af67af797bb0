using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

public class HouseholdAccessTests(ImportHost host) : AccessMatrixTests<Program>(host, "household"), IClassFixture<ImportHost>
{
    protected override Task<AccessStage> Arrange() => HouseholdStage.Arrange(host);
}

public class HouseholdBadInputTests(ImportHost host) : BadInputTests<Program>(host, "household"), IClassFixture<ImportHost>
{
    protected override Task<AccessStage> Arrange() => HouseholdStage.Arrange(host);
}
