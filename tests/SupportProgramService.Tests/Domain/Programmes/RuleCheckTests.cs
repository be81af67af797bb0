namespace PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;

/// <summary>Rules that would make an answer wrong or ambiguous are refused, each with its file and row.</summary>
public class RuleCheckTests
{
    private const string PoorRule = "CR-POOR,2019.1,1,class-poor,class-in,Poor,registry,";
    private const string PoorRate = "CR-POOR,general,1,,2019-03-01,,";

    [Fact]
    public void ShippedRules_HaveNoFault()
    {
        using var folder = new RuleFolder();
        Assert.Empty(folder.Faults());
    }

    [Theory]
    [InlineData("2019-03-01", "overlaps row 2 of programmes/programmes.csv")]
    [InlineData("2026-06-30", "overlaps row 2 of programmes/programmes.csv")]
    public void VersionsThatOverlap_AreRefused(string from, string message)
    {
        using var folder = new RuleFolder();
        NewVersionOfPoor(folder, from);
        var fault = Assert.Single(folder.Faults());
        Assert.Equal("programmes/programmes.csv", fault.File);
        Assert.Equal(23, fault.Row);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VersionsWithAGap_AreRefused()
    {
        using var folder = new RuleFolder();
        CloseVersionOfPoor(folder, "2026-06-30");
        NewVersionOfPoor(folder, "2026-07-02");
        Assert.Contains("programmes/programmes.csv row 23: CR-POOR has a gap: nothing from 2026-07-01 to 2026-07-01", folder.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void VersionsThatFollowEachOther_AreTaken()
    {
        using var folder = new RuleFolder();
        CloseVersionOfPoor(folder, "2026-06-30");
        NewVersionOfPoor(folder, "2026-07-01");
        Assert.Empty(folder.Faults());
    }

    [Fact]
    public void RateThatOverlaps_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Append("base_rates.csv", "700,2026-07-01,,QĐ thử,L");
        Assert.Equal(["programmes/base_rates.csv row 3: the base rate overlaps row 2 of programmes/base_rates.csv"], folder.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void BaseRateWithAGap_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Change("base_rates.csv", "660,2015-06-01,,", "660,2015-06-01,2026-06-30,").Append("base_rates.csv", "700,2026-08-01,,QĐ thử,L");
        Assert.Equal(
            ["programmes/base_rates.csv row 3: the base rate has a gap: nothing from 2026-07-01 to 2026-07-31"], folder.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void RateThatEndsBeforeItsProgramme_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Change("rates.csv", PoorRate, "CR-POOR,general,1,,2019-03-01,2026-06-30,");
        Assert.Equal(["programmes/programmes.csv row 2: the rates of CR-POOR do not cover its whole time"], folder.Faults().Select(fault => fault.ToString()));
    }

    [Theory]
    [InlineData("class-in,Poor", "class-is,Poor", "condition 'class-is' is not known")]
    [InlineData("class-in,Poor", "class-in,POOR", "argument 'POOR' must be one or more of Undetermined|Poor")]
    [InlineData("class-in,Poor", "class-in,", "argument '' must be one or more of")]
    [InlineData("class-in,Poor", "list-valid-years,one", "argument 'one' is not a whole number from 0 to 10")]
    [InlineData("class-in,Poor", "exit-within-months,-36", "argument '-36' is not a whole number from 1 to 600")]
    [InlineData("class-in,Poor", "has-labour-capacity,yes", "this condition takes no argument, not 'yes'")]
    [InlineData("class-in,Poor", "province-in,15|9", "argument '15|9' must be codes of 2 digits, separated by |")]
    [InlineData("class-in,Poor", "confirmed,", "the condition confirmed is for others than the registry")]
    [InlineData("class-in,Poor,registry", "class-in,Poor,bank", "the condition confirmed is for others than the registry")]
    [InlineData("class-in,Poor,registry", "class-in,Poor,someone", "decided_by 'someone' is not one of bank, commune, group, police, province, registry, school")]
    [InlineData("1,class-poor", "2,class-poor", "step 2 occurs twice")]
    [InlineData("1,class-poor", "1,residence", "reason code residence occurs twice")]
    [InlineData("2019.1", "2019.2", "programmes.csv has no CR-POOR 2019.2")]
    public void RuleThatCannotBeAsked_IsRefusedWithItsRow(string old, string @new, string message)
    {
        using var folder = new RuleFolder();
        folder.Change("rules.csv", PoorRule, PoorRule.Replace(old, @new, StringComparison.Ordinal));
        Assert.Contains(folder.Faults(), fault => fault.File == "programmes/rules.csv" && fault.Row is 2 or 3 or 6 && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CR-POOR,general,1,,", "CR-POOR,general,1,660,", "exactly one of multiple and fixed_basis_points must be given")]
    [InlineData("CR-POOR,general,1,,", "CR-POOR,general,,,", "exactly one of multiple and fixed_basis_points must be given")]
    [InlineData("CR-POOR,general,1,,", "CR-POOR,everybody,1,,", "beneficiary_group 'everybody' is not general or preferential")]
    [InlineData("CR-POOR,general,1,,", "CR-RICH,general,1,,", "programmes.csv has no CR-RICH")]
    public void RateThatSaysNothing_IsRefusedWithItsRow(string old, string @new, string message)
    {
        using var folder = new RuleFolder();
        folder.Change("rates.csv", old, @new);
        Assert.Contains(folder.Faults(), fault => fault.File == "programmes/rates.csv" && fault.Row == 2 && fault.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void CreditWithoutARate_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Change("rates.csv", "CR-STEM,general,,480,2025-08-28,,QĐ 29/2025/QĐ-TTg,H\n", "");
        var fault = Assert.Single(folder.Faults());
        Assert.Equal(folder.RowOf("programmes.csv", "CR-STEM"), fault.Row);
        Assert.Contains("CR-STEM is credit and has no general rate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgrammeOnApplication_MustSayWhy()
    {
        using var folder = new RuleFolder();
        folder.Change("programmes.csv", "Needs a contract for work abroad.", "");
        var fault = Assert.Single(folder.Faults());
        Assert.Equal(folder.RowOf("programmes.csv", "CR-ABROAD-2026"), fault.Row);
    }

    [Fact]
    public void EndBeforeBeginning_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Change("programmes.csv", ",2015-10-01,2020-12-31,", ",2015-10-01,2014-12-31,");
        Assert.Contains(folder.Faults(), fault => fault.Row == folder.RowOf("programmes.csv", "CR-HOUSE33") && fault.Message.Contains("ends on 2014-12-31, before it begins", StringComparison.Ordinal));
    }

    internal static void CloseVersionOfPoor(RuleFolder folder, string lastDay) =>
        folder.Change("programmes.csv", "QĐ 750/QĐ-TTg năm 2015 (lãi suất),2019-03-01,,", $"QĐ 750/QĐ-TTg năm 2015 (lãi suất),2019-03-01,{lastDay},");

    /// <summary>A second version of the loan to poor households: another cap, and no question about labour capacity.</summary>
    internal static void NewVersionOfPoor(RuleFolder folder, string from) => folder
        .Append("programmes.csv", $"CR-POOR,2026.1,Cho vay hộ nghèo,Loan to poor household,credit,NHCSXH,household,automatic,120000000,vnd-per-household,,120,,,1.3,,01,,,QĐ thử,{from},,L,")
        .Append("rules.csv", "CR-POOR,2026.1,1,class-poor,class-in,Poor,registry,Hộ nghèo.,Poor household.,QĐ thử,L")
        .Append("rules.csv", "CR-POOR,2026.1,2,list-current,list-valid-years,1,registry,Danh sách còn hiệu lực.,The list holds.,QĐ thử,L");
}
