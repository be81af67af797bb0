using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.TestKit.Walls;

namespace PovertyPlatform.SupportProgramServiceTests;

public class SupportWallTests(SupportWallHost host) : WallTests<Program, SupportDb>(host), IClassFixture<SupportWallHost>;

/// <summary>A database of its own: the tests put invented rows into every table.</summary>
public sealed class SupportWallHost : SupportHost;
