using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Duplicates;
using PovertyPlatform.HouseholdService.Domain.Households;

namespace PovertyPlatform.HouseholdServiceTests.Duplicates;

public class NameWordsTests
{
    private static readonly string[] Words = ["Giàng", "Lý", "Nguyễn", "Thị", "Văn", "A", "Mẩy", "Quý", "Páo"];

    private static readonly Gen<string> Names = Gen.Int[0, Words.Length - 1].Select(word => Words[word]).List[2, 4].Select(words => string.Join(' ', words));

    [Theory]
    [InlineData("Giàng Thị Mỷ", "giang thi mi", "name-equal")]
    [InlineData("Hòa Văn Quý", "Hoà Văn Quí", "name-equal")]
    [InlineData("Giàng A Páo", "Páo A Giàng", "name-reordered")]
    [InlineData("Giàng A Páo", "Giàng Páo", "name-shortened")]
    [InlineData("Nguyễn Văn Hưng", "Nguyễn Văn Hưn", "name-misspelled")]
    [InlineData("Nguyễn Văn Hưng", "Nguyễn Văn Hugn", "name-misspelled")]
    [InlineData("Nguyễn Văn Hưng", "Nguyễn Thị Hoa", null)]
    [InlineData("Giàng A Páo", "Giàng A Dế", null)]
    [InlineData("Giàng", "Giàng Páo", null)]
    [InlineData("", "", null)]
    public void Names_AgreeAsClerksWriteThem(string one, string other, string? agreement) =>
        Assert.Equal(agreement, NameWords.Agreement(NameWords.Fold(SearchName.Of(one)), NameWords.Fold(SearchName.Of(other))));

    [Fact]
    public void Agreement_DoesNotDependOnTheSide() => Gen.Select(Names, Names).Sample((one, other) =>
    {
        var (folded, otherFolded) = (NameWords.Fold(SearchName.Of(one)), NameWords.Fold(SearchName.Of(other)));
        Assert.Equal(NameWords.Agreement(folded, otherFolded), NameWords.Agreement(otherFolded, folded));
        Assert.Equal(DuplicateWeights.NameEqual, NameWords.Agreement(folded, folded));
    });
}
