using System.Text;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdServiceTests.Households;

public class SearchNameTests
{
    [Theory]
    [InlineData("Giàng A Páo", "giang a pao")]
    [InlineData("  ĐẶNG   Thị  Hòa ", "dang thi hoa")]
    [InlineData("Đặng Thị Hoà", "dang thi hoa")]
    [InlineData("H'Mông M’Gar", "hmong mgar")]
    [InlineData("Nguyễn-Văn.Tú", "nguyen van tu")]
    [InlineData("Bản 1 (Púng Luông)", "ban 1 pung luong")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("Thào Ａ", "thao")]
    public void Name_LosesCaseDiacriticsAndPunctuation(string? name, string expected) => Assert.Equal(expected, SearchName.Of(name));

    [Fact]
    public void ComposedAndDecomposed_AreEqual() =>
        Assert.Equal(SearchName.Of("Lương Thị Ngọc Ánh".Normalize(NormalizationForm.FormC)), SearchName.Of("Lương Thị Ngọc Ánh".Normalize(NormalizationForm.FormD)));

    [Fact]
    public void LongName_IsFoldedToo() => Assert.Equal(new string('a', 1000), SearchName.Of(new string('Á', 1000)));
}
