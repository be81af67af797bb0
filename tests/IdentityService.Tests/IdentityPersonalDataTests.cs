using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.IdentityServiceTests;

public class IdentityPersonalDataTests(IdentityHost host) : PersonalDataTests<Program, IdentityDb>(host, "identity"), IClassFixture<IdentityHost>;
