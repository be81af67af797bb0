using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.HouseholdServiceTests;

public class HouseholdPersonalDataTests(ImportHost host) : PersonalDataTests<Program, HouseholdDb>(host, "household"), IClassFixture<ImportHost>;
