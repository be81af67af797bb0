using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.EndToEndTests.Seeding;

public sealed class SampleDocumentTests
{
    [Fact]
    public async Task Regeneration_GivesTheWorkbooksThatAreCheckedIn()
    {
        var (code, said) = await SeedTool.Run("samples", "--check", "--to", Path.Combine(Approved.Root, "samples"));

        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task AnotherFolder_IsReportedAsDifferent()
    {
        var empty = Directory.CreateTempSubdirectory("samples-").FullName;

        var (code, said) = await SeedTool.Run("samples", "--check", "--to", empty);

        Assert.Equal(1, code);
        Assert.Contains("pung-luong-2026.xlsx", said, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(empty));
        Directory.Delete(empty);
    }
}
