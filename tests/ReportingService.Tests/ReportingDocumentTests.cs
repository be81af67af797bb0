using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.ReportingServiceTests;

public class ReportingDocumentTests(ReportingHost host) : ApiDocumentTests<Program>(host, "reporting"), IClassFixture<ReportingHost>;
