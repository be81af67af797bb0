using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public class CodeWordsTests
{
    private static readonly CodeWords Relations = CodeWords.Of(SampleRules.List("relations"), allowsTail: true);
    private static readonly CodeWords Groups = CodeWords.Of(SampleRules.List("ethnic-groups"));

    [Theory]
    [InlineData("Chủ hộ", "head")]
    [InlineData("CHỦ HỘ", "head")]
    [InlineData("chu ho", "head")]
    [InlineData("Vợ", "spouse")]
    [InlineData("Con thứ hai", "child")]
    [InlineData("Con dâu trưởng", "child-in-law")]
    [InlineData("Chu\u0309 ho\u0323\u0302", "head")]
    [InlineData("Hàng xóm", null)]
    [InlineData("Chú", null)]
    public void Relation_IsFound(string typed, string? code) => Assert.Equal(code, Relations.Find(Encoding.UTF8.GetBytes(typed)));

    [Theory]
    [InlineData("Mông", "08")]
    [InlineData("H'Mông", "08")]
    [InlineData("H’mông", "08")]
    [InlineData("MONG", "08")]
    [InlineData("08", "08")]
    [InlineData("Ê đê", "12")]
    [InlineData("ê-đê", "12")]
    [InlineData("Kinh", "01")]
    [InlineData("Mèo Đen", null)]
    [InlineData("Mống", null)]
    public void EthnicGroup_IsFound(string typed, string? code) => Assert.Equal(code, Groups.Find(Encoding.UTF8.GetBytes(typed)));

    [Fact]
    public void EveryNameOfEveryList_IsFoundAsItself()
    {
        foreach (var (words, list) in new[] { (Relations, "relations"), (Groups, "ethnic-groups"), (CodeWords.Of(SampleRules.List("causes")), "causes") })
            foreach (var item in SampleRules.List(list))
                Assert.Equal(item.Code, words.Find(Encoding.UTF8.GetBytes(item.NameVi)));
    }

    [Fact]
    public void BothToneMarkHabits_AreOneWord()
    {
        var words = new CodeWords([("a", ["Hòa Thủy"])]);
        Assert.Equal("a", words.Find("Hoà Thuỷ"u8));
        Assert.Equal("a", words.Find("hoa thui"u8));
        Assert.Null(words.Find("Hoả Thủy"u8));
    }

    [Fact]
    public void WordsThatDifferByDiacriticsOnly_NeedThem()
    {
        var words = new CodeWords([("a", ["Thổ"]), ("b", ["Thô"])]);
        Assert.Equal("a", words.Find("thổ"u8));
        Assert.Null(words.Find("tho"u8));
    }
}
