using PovertyPlatform.HouseholdServiceTests.Imports;
using PovertyPlatform.TestKit.Documents;

namespace PovertyPlatform.HouseholdServiceTests;

public class HouseholdDocumentTests(ImportHost host) : ApiDocumentTests<Program>(host, "household"), IClassFixture<ImportHost>;
