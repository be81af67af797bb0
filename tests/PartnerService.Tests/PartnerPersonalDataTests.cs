using PovertyPlatform.PartnerService.Data;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.PartnerServiceTests;

public class PartnerPersonalDataTests(PartnerHost host) : PersonalDataTests<Program, PartnerDb>(host, "partner"), IClassFixture<PartnerHost>;
