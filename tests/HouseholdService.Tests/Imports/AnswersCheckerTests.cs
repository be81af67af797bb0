using PovertyPlatform.Contracts;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>Points, marks, income, causes and what the list states itself.</summary>
public class AnswersCheckerTests
{
    [Fact]
    public void GeneratedBook_IsUnderstoodAsItWasMade()
    {
        var samples = HouseholdSamples.Make(300).ToList();
        var file = new MemoryStream();
        HouseholdBook.WriteXlsx(file, samples);
        file.Position = 0;
        var csv = new MemoryStream();
        HouseholdBook.WriteCsv(csv, samples, ',');
        csv.Position = 0;
        foreach (var list in new[] { ReadList.Of(file), ReadList.Of(csv) })
        {
            Assert.Empty(list.Codes);
            Assert.Equal(
                samples.Select(sample => (sample.Code, sample.Hamlet, (int?)sample.PointsB1, (int?)sample.PointsB2, (int?)sample.Marked.Count, string.Join(",", sample.Causes), sample.Members.Count)),
                list.Households.Select(household => (household.Code!, household.Hamlet!, household.PointsB1, household.PointsB2, household.Deprivations, string.Join(",", household.Causes), household.Members.Length)));
            Assert.Equal(
                samples.SelectMany(sample => sample.Members).Select(member => (member.Name, member.Born.Year, member.YearOnly ? null : (DateOnly?)member.Born, member.Identity)),
                list.Households.SelectMany(household => household.Members).Select(member => (member.Name!, (int)member.BirthYear, member.Birth, member.Identity)));
        }
    }

    [Theory]
    [InlineData("", "points-disagree", "20")]
    [InlineData("chưa rõ", "mark-unclear", null)]
    public void MarksAndPoints_MustAgree(string mark, string code, string? argument)
    {
        var list = Changed(cells => cells[Indicator(3)] = mark, marked: [1, 2, 3], b2: 30);
        var fault = list.Faults.First();
        Assert.Equal(code, fault.Code);
        if (argument is not null)
            Assert.Equal([argument], fault.Arguments);
    }

    [Theory]
    [InlineData(140, new[] { 1, 2, 3 }, PovertyClass.Poor)]
    [InlineData(140, new[] { 1, 2 }, PovertyClass.NearPoor)]
    [InlineData(141, new[] { 1, 2, 3, 4 }, PovertyClass.NotPoor)]
    public void Class_ComesFromTheStandardOfTheYear(int b1, int[] marked, PovertyClass expected) =>
        Assert.Equal(expected, Changed(cells => cells[10] = b1, marked, 10 * marked.Length).Households[0].Class);

    [Fact]
    public void UrbanHousehold_IsJudgedByTheUrbanLine()
    {
        var list = Changed(cells => cells[10] = 175, [1, 2, 3], 30, SampleRules.For(areaType: AreaType.Urban));
        Assert.Equal(PovertyClass.Poor, list.Households[0].Class);
    }

    [Theory]
    [InlineData("C1, C7", "C1,C7", null)]
    [InlineData("Thiếu đất sản xuất; Thiếu lao động", "C1,C3", null)]
    [InlineData("Thiếu vốn sản xuất, kinh doanh", "C2", null)]
    [InlineData("C1+C99", null, "cause-unknown")]
    public void Causes_AreCodesOrNames(string typed, string? codes, string? fault)
    {
        var list = Changed(cells => cells[36] = typed);
        Assert.Equal(fault, list.Faults.FirstOrDefault()?.Code);
        if (codes is not null)
            Assert.Equal(codes, string.Join(",", list.Households[0].Causes));
    }

    [Fact]
    public void StatedChange_IsOneOfThree()
    {
        Assert.Equal("relapsed", Changed(cells => cells[25] = "x").Households[0].StatedChange);
        Assert.Equal(["changes-disagree"], Changed(cells => cells[24] = cells[26] = "x").Codes);
    }

    [Theory]
    [InlineData("50.000.000", 50_000_000L, null)]
    [InlineData("0", 0L, null)]
    [InlineData("1250", null, "income-outside")]
    [InlineData("nhiều", null, "income-unclear")]
    public void Income_IsInDongPerPersonAndMonth(string typed, long? income, string? fault)
    {
        var list = ReadList.OfCsv($"STT hộ;Họ và tên;Ngày sinh;Giới tính;Quan hệ với chủ hộ;Thôn;Thu nhập bình quân;Kết quả rà soát\n1;Lý A Chinh;1990;Nam;Chủ hộ;Bản A;{typed};Hộ nghèo\n");
        Assert.Equal(fault, list.Faults.FirstOrDefault()?.Code);
        Assert.Equal(income, list.Households[0].Income);
        if (income > 0)
            Assert.Contains("class-differs", list.Codes);
    }

    [Theory]
    [InlineData("14/11/2026", "2026-11-14", null)]
    [InlineData("", "2026-10-30", null)]
    [InlineData("32/10/2026", "2026-10-30", "review-date-unclear")]
    [InlineData("14/11/2025", "2026-10-30", "review-date-outside")]
    [InlineData("25/12/2026", "2026-10-30", "review-date-outside")]
    public void ReviewDate_IsOfTheYearAndNotLater(string typed, string expected, string? fault)
    {
        var list = ReadList.OfCsv($"STT hộ;Họ và tên;Ngày sinh;Giới tính;Quan hệ với chủ hộ;Thôn;Ngày rà soát;SĐT\n1;Lý A Chinh;1990;Nam;Chủ hộ;Bản A;{typed};912 345 678\n");
        Assert.Equal(fault, list.Faults.FirstOrDefault()?.Code);
        Assert.Equal(DateOnly.Parse(expected, null), list.Households[0].ReviewedOn);
        Assert.Equal("0912345678", list.Households[0].Phone);
    }

    private static int Indicator(int number) => 11 + number;

    private static ReadList Changed(Action<SheetCell[]> change, int[]? marked = null, int b2 = 30, HouseholdService.Domain.Imports.Checking.ImportRules? rules = null)
    {
        var sample = HouseholdSamples.One(1) with { Marked = [], Causes = [] };
        return ReadList.OfSheet(sheet =>
        {
            HouseholdBook.WriteHeader(sheet);
            for (var member = 0; member < sample.Members.Count; member++)
            {
                var cells = new SheetCell[HouseholdBook.Columns];
                HouseholdBook.Fill(sample, member, cells);
                if (member == 0)
                {
                    foreach (var number in marked ?? [1, 2, 3])
                        cells[Indicator(number)] = "x";
                    cells[11] = b2;
                    change(cells);
                }

                sheet.Row(cells);
            }
        }, rules);
    }
}
