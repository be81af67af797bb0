using PovertyPlatform.ReportingService.Domain.Reports;

namespace PovertyPlatform.ReportingServiceTests.Reports;

[Trait("speed", "fast")]
public class ReportTests
{
    private static readonly ReportLayout Layout = new(1, "Tổng hợp", "Summary", "TT 07/2021",
    [
        new(1, "", "Tổng số hộ dân cư", "Resident households", Measures.ResidentHouseholds, null, null),
        new(3, "Hộ nghèo", "Số hộ", "Poor households", "poor.households", null, null),
        new(4, "Hộ nghèo", "Tỷ lệ (%)", "Rate", null, 3, 1),
    ], []);

    [Theory]
    [InlineData(1, 3, 33.33)]
    [InlineData(2, 3, 66.67)]
    [InlineData(1, 800, 0.13)] // 0.125 rounds half up, not to even
    [InlineData(0, 7, 0)]
    public void Rate_IsRoundedHalfUpToTwoDecimals(long poor, long residents, decimal expected)
    {
        var row = Assert.Single(Report.Rows(Layout, [Area("04492", residents, poor)], null));
        Assert.Equal(expected, row.Values[2]);
    }

    [Fact]
    public void ResidentsUnknown_LeavesRateUnknown_NotZero()
    {
        var row = Assert.Single(Report.Rows(Layout, [Area("04492", null, 12)], null));
        Assert.Null(row.Values[0]);
        Assert.Equal(12, row.Values[1]);
        Assert.Null(row.Values[2]);
    }

    [Fact]
    public void NobodyPoor_IsZero_NotUnknown()
    {
        var row = Assert.Single(Report.Rows(Layout, [new AreaFigures("04492", "Xã", new Dictionary<string, long> { [Measures.ResidentHouseholds] = 10 })], null));
        Assert.Equal([10m, 0m, 0m], row.Values);
    }

    [Fact]
    public void Total_AddsCountsAndComputesItsOwnRate()
    {
        var rows = Report.Rows(Layout, [Area("04492", 100, 10), Area("04495", 300, 11)], ("15", "Tỉnh Lào Cai"));
        Assert.True(rows[0].IsTotal);
        Assert.Equal([400m, 21m, 5.25m], rows[0].Values);
        Assert.Equal(["15", "04492", "04495"], rows.Select(row => row.Code));
    }

    [Fact]
    public void OneCommuneWithoutResidents_LeavesTheProvinceRateUnknown()
    {
        var total = Report.Rows(Layout, [Area("04492", 100, 10), Area("04495", null, 11)], ("15", "Tỉnh Lào Cai"))[0];
        Assert.Equal([null, 21m, null], total.Values);
    }

    private static AreaFigures Area(string code, long? residents, long poor)
    {
        var figures = new Dictionary<string, long> { ["poor.households"] = poor };
        if (residents is { } known)
            figures[Measures.ResidentHouseholds] = known;
        return new AreaFigures(code, $"Xã {code}", figures);
    }
}
