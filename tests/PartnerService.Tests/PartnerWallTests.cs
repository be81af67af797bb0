using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.TestKit.Walls;

namespace PovertyPlatform.PartnerServiceTests;

public class PartnerWallTests(PartnerWallHost host) : WallTests<Program, PartnerDb>(host), IClassFixture<PartnerWallHost>;

/// <summary>A database of its own: the tests put invented rows into every table.</summary>
public sealed class PartnerWallHost : PartnerHost;
