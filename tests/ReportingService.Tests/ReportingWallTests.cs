using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.TestKit.Walls;

namespace PovertyPlatform.ReportingServiceTests;

public class ReportingWallTests(ReportingWallHost host) : WallTests<Program, ReportingDb>(host), IClassFixture<ReportingWallHost>;

/// <summary>A database of its own: the tests put invented rows into every table.</summary>
public sealed class ReportingWallHost : ReportingHost;
