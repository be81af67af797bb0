using PovertyPlatform.HouseholdService.Data.Standards;
using PovertyPlatform.HouseholdService.Domain.Standards;
using PovertyPlatform.TestKit.Asserting;

namespace PovertyPlatform.HouseholdServiceTests.Standards;

/// <summary>Point tables as provinces load them: what has a gap or an overlap is refused with its place.</summary>
public class PointTableTests
{
    private const string Head = "standard_code,form,region,valid_from,valid_to,is_sample,item,item_vi,kind,level,level_vi,from,to,points,legal_basis,confidence\n";

    [Fact]
    public void ShippedSample_IsSoundAndMarkedAsASample()
    {
        var (tables, faults) = Read(File.ReadAllText(Path.Combine(Approved.Root, "reference", "standards", "point-table-sample.csv")));
        Assert.Empty(faults);
        Assert.Equal(["NT1", "NT2", "NT3", "NT4", "NT5", "NT6", "TT"], tables.Select(table => table.Region).Order());
        Assert.All(tables, table => Assert.True(table.IsSample));
        Assert.Empty(tables.SelectMany(table => PointTableCheck.Faults(table, ReferenceStandards.Catalog)));
        Assert.Null(PointTableCheck.WhyNotTogether(tables));
    }

    [Theory]
    [InlineData("1,3,5,;4,4,3,;6,,0,", "a gap from 5 to 5")]
    [InlineData("1,3,5,;3,4,3,;5,,0,", "levels L1 and L2 overlap")]
    [InlineData("1,,5,;2,4,3,", "levels L1 and L2 overlap")]
    [InlineData("3,1,5,", "level L1 begins above its end")]
    public void RangeWithAGapOrOverlap_IsNamed(string levels, string says)
    {
        var rows = levels.Split(';').Select((level, at) => level.Split(',') is var cell ? $"2022-2026,B1,NT2,2022-01-01,2025-12-31,no,1,Số người,range,L{at + 1},mức {at + 1},{cell[0]},{cell[1]},{cell[2]},TT,L" : "");
        var (tables, faults) = Read(Head + string.Join('\n', rows));
        Assert.Empty(faults);
        Assert.Contains(PointTableCheck.Faults(tables.Single(), ReferenceStandards.Catalog), fault => fault.En.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2022-01-01,2023-12-31", "2023-06-01,2025-12-31", "point-tables-overlap")]
    [InlineData("2022-01-01,2022-12-31", "2024-01-01,2025-12-31", "point-tables-gap")]
    [InlineData("2022-01-01,2022-12-31", "2023-01-01,2025-12-31", null)]
    public void TablesInTime_FollowEachOtherWithoutGapOrOverlap(string first, string second, string? code)
    {
        var (tables, faults) = Read($"{Head}2022-2026,B1,NT2,{first},no,1,Số người,range,L1,mọi,,,5,TT 1,L\n2022-2026,B1,NT2,{second},no,1,Số người,range,L1,mọi,,,6,TT 2,L\n");
        Assert.Empty(faults);
        Assert.Equal(code, PointTableCheck.WhyNotTogether(tables)?.Code);
    }

    [Fact]
    public void DaysOutsideTheStandard_AreRefused()
    {
        var (tables, _) = Read($"{Head}2022-2026,B1,NT2,2021-12-31,2025-12-31,no,1,Số người,range,L1,mọi,,,5,TT,L\n");
        Assert.Contains("lies outside the periods of standard 2022-2026", Assert.Single(PointTableCheck.Faults(tables.Single(), ReferenceStandards.Catalog)).En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData(Head + "2022-2026,B1,NT2,2022-13-01,2025-12-31,no,1,x,range,L1,m,,,5,TT,L\n")]
    [InlineData(Head + "2022-2026,B1,NT2,2022-01-01,2025-12-31,no,1,x,sometimes,L1,m,,,5,TT,L\n")]
    [InlineData(Head + "2022-2026,B1,NT2,2022-01-01,2025-12-31,no,1,x,range,L1,m,,,five,TT,L\n")]
    public void FileThatIsNone_HasItsFaults(string content) => Assert.NotEmpty(Read(content).Faults);

    [Fact]
    public void FileThatIsTooLong_IsRefusedAsAWhole()
    {
        var row = "2022-2026,B1,NT2,2022-01-01,2025-12-31,no,1,x,choice,1,x,,,1,TT,L\n";
        Assert.Contains(Read(Head + string.Concat(Enumerable.Repeat(row, 5001))).Faults, fault => fault.En.Contains("more than 5000", StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_AreScoredWithTheReasonOfEach()
    {
        var table = Read(File.ReadAllText(Path.Combine(Approved.Root, "reference", "standards", "point-table-sample.csv"))).Tables.Single(one => one.Region == "NT2");
        var (score, refusal) = PointScore.Of(table, new Dictionary<string, string> { ["1"] = "4", ["2"] = "5", ["4"] = "4.1" });
        Assert.Null(refusal);
        Assert.Equal((75, true), (score!.Total, score.IsSample));
        Assert.Equal([30, 0, 0, 45, 0, 0], score.Lines.Select(line => line.Points));
        Assert.Contains("“4 người”, 30 điểm", score.Lines[0].Vi, StringComparison.Ordinal);
        Assert.Equal(2, PointScore.Of(table, new Dictionary<string, string> { ["1"] = "0", ["2"] = "1", ["9"] = "1" }).Refusal!.Faults.Count);
    }

    private static (IReadOnlyList<PointTable> Tables, IReadOnlyList<ServiceDefaults.Errors.FieldFault> Faults) Read(string content) => PointTableFile.Read(content, "15", "test", DateTimeOffset.UnixEpoch);
}
