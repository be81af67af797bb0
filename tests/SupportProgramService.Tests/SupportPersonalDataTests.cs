using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.SupportProgramServiceTests;

public class SupportPersonalDataTests(SupportHost host) : PersonalDataTests<Program, SupportDb>(host, "support"), IClassFixture<SupportHost>;
