using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Columns;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public class HeaderFinderTests
{
    private static readonly SheetCell[] Top = ["STT hộ", "Họ và tên", "Năm sinh", "", "Quan hệ với chủ hộ", "Nhu cầu hỗ trợ", "", "Nguyên nhân nghèo", ""];
    private static readonly SheetCell[] Below = ["", "", "Nam", "Nữ", "", "Nhà ở", "Khác", "Thiếu vốn", "Khác"];

    [Theory]
    [InlineData(2016)]
    [InlineData(2022)]
    [InlineData(2026)]
    [InlineData(2027)]
    public void EveryHeadingAndSynonymOfTheCatalogue_MeansItsOwnColumn(int year)
    {
        var catalogue = SampleRules.Catalogue(year);
        for (var slot = 0; slot < catalogue.Slots; slot++)
            if (catalogue[slot] is { } column)
                foreach (var (group, heading) in column.Synonyms.Select(ColumnDefinition.SplitPath).Append((column.GroupVi.Length > 0 ? column.GroupVi : null, column.HeadingVi)))
                    Assert.True(slot == catalogue.Find(HeadingKey.Of(heading), group is null ? [] : [HeadingKey.Of(group)]), $"{group} > {heading} is not {column.Field}");
        Assert.Equal(year < 2022 ? 10 : 12, catalogue.Indicators.Count);
        Assert.Equal(8, catalogue.Causes.Count);
    }

    [Fact]
    public void GroupsAboveHeadings_TellThemApart()
    {
        var layout = Find(sheet =>
        {
            sheet.Row(Top);
            sheet.Row(Below);
        })!;
        Assert.Equal(2, layout.ColumnOf(Field.BirthMan));
        Assert.Equal(3, layout.ColumnOf(Field.BirthWoman));
        Assert.Equal(5, layout.ColumnOf(Field.NeedHousing));
        Assert.Equal(6, layout.ColumnOf(Field.NeedOther));
        Assert.Equal(8, layout.ColumnOf(SampleRules.Catalogue().FirstCause + 7));
        Assert.Equal("Năm sinh / Nữ", layout.Headings[3]);
        Assert.Empty(layout.Missing(SampleRules.Catalogue()));
    }

    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    [InlineData(null)]
    public void HeadingsInAnyFormAndOrder_AreFound(NormalizationForm? form)
    {
        string Typed(string text) => form is { } known ? text.Normalize(known) : HouseholdService.Domain.Households.SearchName.Of(text).ToUpperInvariant();
        var layout = Find(sheet => sheet.Row(Typed("Quan hệ\nvới chủ hộ (4)"), Typed("  Giới tính"), Typed("1. Ngày, tháng, năm sinh"), Typed("Họ và tên"), Typed("Mã hộ")))!;
        Assert.Equal([4, 3, 2, 1, 0], new[] { Field.HouseholdCode, Field.FullName, Field.Birth, Field.Sex, Field.Relation }.Select(layout.ColumnOf));
    }

    [Fact]
    public void TitleMottoAndColumnNumbers_AreNoHeader()
    {
        var layout = Find(HouseholdBook.WriteHeader)!;
        Assert.Equal((3, 4), layout.HeaderRows);
        Assert.Equal(HouseholdBook.Columns, layout.Understood);
        Assert.Empty(layout.Unused);
    }

    [Fact]
    public void SwappedHeaderRows_AreRecognised()
    {
        var batch = Batch(sheet =>
        {
            sheet.Row(["", "", "Nam", "Nữ", "", ""]);
            sheet.Row(["STT hộ", "Họ và tên", "Năm sinh", "", "Quan hệ với chủ hộ", "Dân tộc"]);
        });
        Assert.NotEmpty(HeaderFinder.Find(batch, SampleRules.Catalogue())!.Missing(SampleRules.Catalogue()));
        Assert.True(HeaderFinder.IsSwapped(batch, SampleRules.Catalogue()));
    }

    [Fact]
    public void SheetWithoutList_HasNoHeader() => Assert.Null(Find(sheet =>
    {
        sheet.Row("Hướng dẫn", "Cách ghi");
        sheet.Row("1", "Ghi họ và tên bằng chữ thường");
    }));

    private static SheetLayout? Find(Action<SheetWriter> write) => HeaderFinder.Find(Batch(write), SampleRules.Catalogue());

    private static RowBatch Batch(Action<SheetWriter> write)
    {
        using var workbook = new Workbook(ReadRows.File(book => write(book.Sheet("S"))), new ReadLimits());
        var batch = new RowBatch();
        workbook.Read(batch);
        return batch;
    }
}
