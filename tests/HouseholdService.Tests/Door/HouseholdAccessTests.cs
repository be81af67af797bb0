using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Door;

namespace PovertyPlatform.HouseholdServiceTests.Door;

public class HouseholdAccessTests(ImportHost host) : AccessMatrixTests<Program>(host, "household"), IClassFixture<ImportHost>
{
    protected override IReadOnlyDictionary<string, string> Open => new Dictionary<string, string>(base.Open) { ["/v1/public/privacy-notice"] = "residents read how their data is used without signing in; no personal data" };

    protected override Task<AccessStage> Arrange() => HouseholdStage.Arrange(host);

    protected override IReadOnlyDictionary<string, string> LeavesNoTrail { get; } = new Dictionary<string, string>
    {
        ["GET /v1/review-cycles/{id}/meetings"] = "names chair and secretary of a meeting, who act in office",
    };
}

public class HouseholdBadInputTests(ImportHost host) : BadInputTests<Program>(host, "household"), IClassFixture<ImportHost>
{
    protected override Task<AccessStage> Arrange() => HouseholdStage.Arrange(host);
}
