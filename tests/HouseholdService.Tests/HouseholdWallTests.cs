using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Walls;

namespace PovertyPlatform.HouseholdServiceTests;

public class HouseholdWallTests(HouseholdWallHost host) : WallTests<Program, HouseholdDb>(host), IClassFixture<HouseholdWallHost>;

/// <summary>A database of its own: the tests put invented rows into every table.</summary>
public sealed class HouseholdWallHost : ImportHost;
