using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.SupportProgramServiceTests;

public class SupportDocumentTests(SupportHost host) : ApiDocumentTests<Program>(host, "support"), IClassFixture<SupportHost>;
