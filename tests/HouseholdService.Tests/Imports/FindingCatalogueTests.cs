using System.Text.RegularExpressions;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public partial class FindingCatalogueTests
{
    [Fact]
    public void EveryText_SpeaksBothLanguagesWithTheSameArguments()
    {
        foreach (var (code, text) in FindingCatalogue.All)
        {
            Assert.Matches("^[a-z0-9-]+$", code);
            Assert.Matches("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", text.Vi.ToLowerInvariant());
            Assert.Equal(Argument().Matches(text.Vi).Select(match => match.Value).Order(), Argument().Matches(text.En).Select(match => match.Value).Order());
            Assert.DoesNotContain("{", text.InVietnamese(["a", "b", "c"]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void CatalogueAndCode_NameTheSameCodes()
    {
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(Approved.Root, "src/HouseholdService"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("FindingCatalogue.cs", StringComparison.Ordinal) && (file.Contains("Imports", StringComparison.Ordinal))).Select(File.ReadAllText));
        Assert.All(FindingCatalogue.All.Keys, code => Assert.Contains($"\"{code}\"", source, StringComparison.Ordinal));
        Assert.All(Raised().Matches(source).Select(match => match.Groups[1].Value), code => Assert.Contains(code, FindingCatalogue.All.Keys));
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Argument();

    [GeneratedRegex("""(?:findings\.Add\(|AddForFile\(|Refuse\(|UnreadableFileException\(|new Finding\()"([a-z0-9-]+)""")]
    private static partial Regex Raised();
}
