using PovertyPlatform.ReportingService.Data;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.ReportingServiceTests;

public class ReportingPersonalDataTests(ReportingHost host) : PersonalDataTests<Program, ReportingDb>(host, "reporting"), IClassFixture<ReportingHost>;
