using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Imports.Findings;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>How rows become households: blocks, furniture of printed lists, and every fault at its place.</summary>
public class ListCheckerTests
{
    private static readonly SheetCell[] Header =
        ["STT hộ", "Họ và tên", "Năm sinh nam", "Năm sinh nữ", "Dân tộc", "Quan hệ với chủ hộ", "Số CCCD", "Thôn, bản", "Mã hộ", "Điểm B1", "Điểm B2", "Hộ chính sách có công"];

    private static readonly SheetCell[] Head = [1, "Giàng A Páo", "09/03/1985", "", "Mông", "Chủ hộ", "015085000001", "Bản Nả Háng", "PL-1", 120, 30, "x"];

    private static readonly SheetCell[] Wife = ["", "Sùng Thị Mai", "", 1987, "", "Vợ", "015187000002"];

    [Fact]
    public void BlockOfMembers_IsOneHousehold()
    {
        var list = Read(Head, Wife, [2, "Lý A Chinh", 1990, "", "Dao", "Chủ hộ", "", "Bản Đề Chờ", "PL-2", 150, 10]);
        Assert.Empty(list.Codes);
        Assert.Equal(2, list.Households.Count);
        var household = list.Households[0];
        Assert.Equal(("PL-1", "Bản Nả Háng", 120, 30, PovertyClass.Poor, true), (household.Code, household.Hamlet, household.PointsB1, household.PointsB2, household.Class, household.Merit));
        Assert.Equal(["head", "spouse"], household.Members.Select(member => member.Relation));
        Assert.Equal(new DateOnly(1985, 3, 9), household.Members[0].Birth);
        Assert.Equal((1987, (byte)2, (string?)null), (household.Members[1].BirthYear, household.Members[1].Sex, household.Members[1].EthnicGroup));
    }

    [Fact]
    public void NumberOnEveryRow_IsOneHouseholdToo() => Assert.Single(Read(Head, [1, .. Wife[1..]]).Households);

    [Fact]
    public void CodeAlone_HoldsAHouseholdTogether()
    {
        var list = Read(["", .. Head[1..]], Wife, ["", "Lý A Chinh", 1990, "", "Dao", "Chủ hộ", "", "Bản Đề Chờ", "PL-2", 150, 10]);
        Assert.Empty(list.Codes);
        Assert.Equal([2, 1], list.Households.Select(household => household.Members.Length));
    }

    [Fact]
    public void FurnitureOfPrintedLists_IsPassedOver()
    {
        var list = Read(
            ["A", "B", "(1)", "(2)", "(3)", "(4)"], ["I", "HỘ NGHÈO"], ["Thôn Háng Cơ Bua"], [1, "Giàng A Páo", 1985, "", "Mông", "Chủ hộ", "", "", "PL-1", 120, 30], Header, Wife,
            ["Cộng: 1 hộ", "2 khẩu"], ["", "Tổng cộng", 1, 1], ["", "NGƯỜI LẬP BIỂU", "", "", "", "", "CHỦ TỊCH"], ["Thào A Lử"]);
        Assert.Empty(list.Codes);
        var household = Assert.Single(list.Households);
        Assert.Equal(("Thôn Háng Cơ Bua", 2), (household.Hamlet, household.Members.Length));
    }

    [Fact]
    public void PeopleWhoseNamesSoundLikeTotals_AreNotLost()
    {
        var list = Read(Head, ["", "Tống Công Minh", 2010], ["", "Công Thị Hoa", "", 2011]);
        Assert.Equal(3, Assert.Single(list.Households).Members.Length);
        Assert.Equal(["relation-missing", "relation-missing"], list.Codes);
    }

    [Fact]
    public void NameWithoutAnythingElse_IsAskedAboutWhenMembersFollow()
    {
        var list = Read(Head, ["", "Giàng Thị Dua"], Wife);
        var finding = Assert.Single(list.Faults);
        Assert.Equal(("row-unclear", 3, "Giàng Thị Dua"), (finding.Code, finding.Row, finding.Value));
        Assert.True(list.Households[0].HasFault);
    }

    [Fact]
    public void HamletOfTheHouseholdAbove_CountsWhereNoneStands()
    {
        var list = Read(Head, [2, "Lý A Chinh", 1990, "", "Dao", "Chủ hộ", "", "", "PL-2", 150, 10]);
        Assert.Equal("Bản Nả Háng", list.Households[1].Hamlet);
    }

    [Theory]
    [InlineData(1, "", "name-missing", null)]
    [InlineData(1, "Giàng A 2", "name-unclear", "Giàng A 2")]
    [InlineData(1, "=1+1", "name-unclear", "=1+1")]
    [InlineData(2, "", "birth-missing", null)]
    [InlineData(2, "31/02/1990", "birth-unclear", "31/02/1990")]
    [InlineData(2, "01/01/1899", "birth-too-early", "01/01/1899")]
    [InlineData(2, "15/03/2027", "birth-future", "15/03/2027")]
    [InlineData(3, "1985", "birth-twice", "1985")]
    [InlineData(4, "Mèo Đen", "ethnic-group-unknown", "Mèo Đen")]
    [InlineData(5, "Hàng xóm", "relation-unknown", "Hàng xóm")]
    [InlineData(5, "Con", "no-head", "Con")]
    [InlineData(5, "", "relation-missing", null)]
    [InlineData(6, "O15085000001", "identity-malformed", "O15085000001")]
    [InlineData(6, "15185000001", "identity-ambiguous", "15185000001")]
    [InlineData(7, "", "hamlet-missing", null)]
    [InlineData(9, "1350", "points-outside", "1350")]
    [InlineData(9, "-1", "points-outside", "-1")]
    [InlineData(9, "chưa chấm", "points-unclear", "chưa chấm")]
    [InlineData(9, "", "points-missing", null)]
    [InlineData(10, "130", "points-outside", "130")]
    [InlineData(11, "chưa rõ", "mark-unclear", "chưa rõ")]
    public void FaultInACell_IsNamedAtItsPlace(int column, string typed, string code, string? value)
    {
        var cells = Head.ToArray();
        cells[column] = typed;
        var list = Read(cells, Wife);
        var fault = Assert.Single(list.Faults);
        Assert.Equal((code, 2, column, value), (fault.Code, fault.Row, fault.Column, fault.Value));
        Assert.True(Assert.Single(list.Households).HasFault);
        Assert.Equal(2, list.Households[0].Members.Length);
    }

    [Fact]
    public void AllFaultsOfAFile_AreToldAtOnce_AndOnlyTheirHouseholdsFall()
    {
        var wrong = Head.ToArray();
        (wrong[0], wrong[1], wrong[2], wrong[8], wrong[9]) = (2, "", "x", "PL-2", "?");
        var list = Read(Head, Wife, wrong, Wife, [3, .. Head[1..8], "PL-3", .. Head[9..]]);
        Assert.Equal(["name-missing", "birth-unclear", "points-unclear"], list.Faults.Select(fault => fault.Code));
        Assert.Equal([false, true, false], list.Households.Select(household => household.HasFault));
    }

    [Fact]
    public void TwoHeads_AreNamedAtTheSecond()
    {
        var fault = Assert.Single(Read(Head, ["", "Sùng Thị Mai", "", 1987, "", "Chủ hộ"]).Faults);
        Assert.Equal(("two-heads", 3, 5), (fault.Code, fault.Row, fault.Column));
    }

    [Fact]
    public void HouseholdWithoutNumberAndCode_IsAFault() =>
        Assert.Equal("household-number-missing", Assert.Single(Read(["", .. Head[1..8], "", .. Head[9..]]).Faults).Code);

    [Fact]
    public void RowsThatContradictEachOther_AreAFault()
    {
        var second = Wife.Concat(["Bản Đề Chờ"]).ToArray();
        var fault = Assert.Single(Read(Head, second).Faults);
        Assert.Equal(("household-value-differs", 3, 7, "Bản Đề Chờ"), (fault.Code, fault.Row, fault.Column, fault.Value));
    }

    [Fact]
    public void HundredthMember_IsAFault() =>
        Assert.Equal("too-many-members", Assert.Single(Read([Head, .. Enumerable.Repeat(Wife[..6], 99)]).Faults).Code);

    [Fact]
    public void LostZerosFormulasAndErrors_AreToldByTheirLevel()
    {
        var list = Read(
            [.. Head[..6], new SheetCell(CellKind.Number, "15085000001"), .. Head[7..10], SheetCell.Computed("J2/4", "30"), "x"],
            ["", "Sùng Thị Mai", "", SheetCell.Error("#REF!"), "", "Vợ"]);
        Assert.Equal([("identity-restored", FindingLevel.Repair), ("formula-used", FindingLevel.Notice), ("cell-error", FindingLevel.Fault), ("birth-unclear", FindingLevel.Fault)],
            list.Codes.Select(code => (code, FindingCatalogue.All[code].Level)).OrderBy(pair => pair.code == "identity-restored" ? 0 : pair.code == "formula-used" ? 1 : pair.code == "cell-error" ? 2 : 3));
        Assert.Equal("015085000001", list.Households[0].Members[0].Identity);
    }

    [Fact]
    public void CapitalsDecomposedLettersAndStraySpaces_AreTheSameName()
    {
        var typed = Head.ToArray();
        typed[1] = " GIÀNG  A PÁO ".Normalize(System.Text.NormalizationForm.FormD);
        Assert.Equal(("Giàng A Páo", "giang a pao"), (Read(typed).Households[0].Members[0].Name, Read(typed).Households[0].Members[0].Search));
    }

    [Theory]
    [InlineData("B2:B3", true)]
    [InlineData("C2:D2", true)]
    [InlineData("A2:A3", false)]
    [InlineData("A2:A4", true)]
    [InlineData("J2:J3", false)]
    [InlineData("J2:K2", true)]
    [InlineData("N2:P9", false)]
    public void MergedRange_IsAFaultWhereItHidesData(string range, bool isFault)
    {
        var list = ReadList.OfSheet(sheet =>
        {
            foreach (var row in new[] { Header, Head, Wife, [2, .. Head[1..8], "PL-2", .. Head[9..]] })
                sheet.Row(row);
            sheet.Merge(range);
        });
        Assert.Equal(isFault, list.Faults.Any(fault => fault.Code == "merged-over-data"));
    }

    [Fact]
    public void SeveralSheets_AreOneList()
    {
        var file = ReadRows.File(book =>
        {
            var first = book.Sheet("Thôn 1");
            first.Row(Header);
            first.Row(Head);
            book.Sheet("Ghi chú").Row("Cách ghi danh sách");
            var second = book.Sheet("Thôn 2");
            second.Row([.. Header.Reverse()]);
            second.Row([.. Head.Reverse()]);
        });
        var list = ReadList.Of(file);
        Assert.Equal(2, list.Households.Count);
        Assert.Equal(["sheet-skipped"], list.Codes);
        Assert.Equal(list.Households[0].Members, list.Households[1].Members);
    }

    [Fact]
    public void MissingHeader_NamesWhatIsMissing()
    {
        var none = ReadList.OfCsv("a;b;c\n1;2;3\n");
        Assert.True(none.Checker.IsRefused);
        Assert.Contains("Họ và tên", Assert.Single(none.Faults).Arguments[0], StringComparison.Ordinal);
        var partly = ReadList.OfSheet(sheet => sheet.Row("STT hộ", "Họ và tên", "Ngày sinh", "Dân tộc"));
        var fault = Assert.Single(partly.Faults);
        Assert.Equal("header-incomplete", fault.Code);
        Assert.Equal("Quan hệ với chủ hộ; Giới tính", fault.Arguments[0]);
    }

    [Fact]
    public void SwappedHeaderRows_AreNamed()
    {
        var list = ReadList.OfSheet(sheet =>
        {
            sheet.Row(["", "", "Nam", "Nữ", "", ""]);
            sheet.Row(["STT hộ", "Họ và tên", "Năm sinh", "", "Quan hệ với chủ hộ", "Dân tộc"]);
            sheet.Row(Head);
        });
        Assert.Equal(["header-rows-swapped"], list.Faults.Select(fault => fault.Code));
        Assert.Empty(list.Households);
    }

    [Fact]
    public void ColumnTwice_RefusesTheFile() =>
        Assert.Equal("heading-twice", Assert.Single(ReadList.OfSheet(sheet => sheet.Row([.. Header, "Số định danh"])).Faults).Code);

    [Fact]
    public void TwoNumberColumns_GiveBothNumbers_WhicheverWayTheyAreFilled()
    {
        var list = ReadList.OfSheet(sheet =>
        {
            sheet.Row([.. Header, "CMND"]);
            sheet.Row([.. Head, "060812345"]);
            sheet.Row([.. Wife[..6], "060812346", "", "", "", "", "", "015187000002"]);
            sheet.Row(["", "Giàng A Tủa", "2011", "", "", "Con", "", "", "", "", "", "", "060812347"]);
            sheet.Row(["", "Giàng A Lử", "2012", "", "", "Con", "015212000009", "", "", "", "", "", "015212000009"]);
            sheet.Row(["", "Giàng A Sì", "2013", "", "", "Con", "không", "", "", "", "", "", 60812349]);
        });
        Assert.Equal(["identity-restored"], list.Codes);
        Assert.Equal(
            [("015085000001", "060812345"), ("015187000002", "060812346"), ("060812347", null), ("015212000009", null), ("060812349", null)],
            list.Households[0].Members.Select(member => (member.Identity, member.Old)));
    }

    [Theory]
    [InlineData("015085000009", "identity-two-numbers")]
    [InlineData("06081234", "identity-ambiguous")]
    [InlineData("06o812345", "identity-malformed")]
    public void OldNumberThatCannotBe_IsAFaultOfItsCell(string typed, string code)
    {
        var list = ReadList.OfSheet(sheet =>
        {
            sheet.Row([.. Header, "Số CMND cũ"]);
            sheet.Row([.. Head, typed]);
        });
        var fault = Assert.Single(list.Faults);
        Assert.Equal((code, 12, 2, typed), (fault.Code, fault.Column, fault.Row, fault.Value));
        Assert.True(list.Households[0].HasFault);
    }

    [Fact]
    public void OneColumnCalledByTheOldCard_HoldsAllNumbers()
    {
        var list = ReadList.OfSheet(sheet =>
        {
            sheet.Row([.. Header[..6], "Số chứng minh nhân dân", .. Header[7..]]);
            sheet.Row(Head);
            sheet.Row([.. Wife[..6], "060812346"]);
        });
        Assert.Empty(list.Codes);
        Assert.Equal([("015085000001", null), ("060812346", (string?)null)], list.Households[0].Members.Select(member => (member.Identity, member.Old)));
    }

    [Fact]
    public void SomeIndicatorsWithoutTheOthers_RefuseTheFile() =>
        Assert.Contains("indicators-incomplete", ReadList.OfSheet(sheet => sheet.Row([.. Header, "Việc làm", "Dinh dưỡng"])).Codes);

    [Fact]
    public void HeaderWithoutHouseholds_IsRefused() => Assert.Equal(["no-households"], Read().Codes);

    private static ReadList Read(params SheetCell[][] rows) => ReadList.OfSheet(sheet =>
    {
        sheet.Row(Header);
        foreach (var row in rows)
            sheet.Row(row);
    });
}
