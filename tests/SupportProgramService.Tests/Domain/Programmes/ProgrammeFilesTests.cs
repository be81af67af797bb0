namespace PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;

/// <summary>Files that cannot be read are refused with file, row and what is wrong.</summary>
public class ProgrammeFilesTests
{
    [Theory]
    [InlineData("programmes.csv", ",2022-04-26,,H,", ",26/04/2022,,H,", "valid_from '26/04/2022' is not a date such as 2026-01-31")]
    [InlineData("programmes.csv", ",2015-10-01,2020-12-31,", ",2015-10-01,2020-02-30,", "valid_to '2020-02-30' is not a date such as 2026-01-31")]
    [InlineData("programmes.csv", ",automatic,100000000,", ",automatic,100.000.000,", "cap_vnd '100.000.000' is not an amount of whole đồng without separators")]
    [InlineData("programmes.csv", ",automatic,100000000,", ",automatic,0,", "cap_vnd '0' is not an amount")]
    [InlineData("programmes.csv", ",automatic,", ",sometimes,", "evaluation 'sometimes' is not one of automatic, on-application")]
    [InlineData("programmes.csv", "CR-STEM,2025.1,", "CR-STEM,,", "rule_version is empty")]
    [InlineData("rates.csv", "CR-NEARPOOR,general,1.20,", "CR-NEARPOOR,general,\"1,20\",", "multiple '1,20' is not a number with a point before decimals")]
    [InlineData("rules.csv", "CR-STEM,2025.1,1,", "CR-STEM,2025.1,first,", "step 'first' is not a whole number")]
    [InlineData("base_rates.csv", "660,", ",", "basis_points is empty")]
    public void CellThatCannotBeRead_IsRefusedWithItsRow(string file, string old, string @new, string message)
    {
        using var folder = new RuleFolder();
        folder.Change(file, old, @new);
        var faults = folder.Faults();
        Assert.NotEmpty(faults);
        Assert.All(faults, fault =>
        {
            Assert.Equal($"programmes/{file}", fault.File);
            Assert.Contains(message, fault.Message, StringComparison.Ordinal);
            Assert.Contains(@new, File.ReadAllLines(System.IO.Path.Combine(folder.Path, file))[fault.Row - 1], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void AllFaults_AreToldAtOnce()
    {
        using var folder = new RuleFolder();
        folder.Change("programmes.csv", ",automatic,", ",sometimes,").Change("rates.csv", ",2019-03-01,", ",2019-13-01,");
        Assert.Equal(4, folder.Faults().Count);
    }

    [Fact]
    public void MissingColumn_IsRefused()
    {
        using var folder = new RuleFolder();
        folder.Change("rules.csv", "decided_by", "decider");
        Assert.Equal(
            ["programmes/rules.csv row 1: the column decided_by is missing", "programmes/rules.csv row 1: the column decider is not known"],
            folder.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void MissingFile_IsRefused()
    {
        using var folder = new RuleFolder();
        File.Delete(System.IO.Path.Combine(folder.Path, "rates.csv"));
        Assert.Equal(["programmes/rates.csv row 0: the file is missing"], folder.Faults().Select(fault => fault.ToString()));
    }

    [Fact]
    public void FileThatIsNotUtf8_IsRefused()
    {
        using var folder = new RuleFolder();
        File.WriteAllBytes(System.IO.Path.Combine(folder.Path, "rates.csv"), [0x63, 0xFF, 0xFE, 0x0A]);
        Assert.Contains("cannot be read as CSV in UTF-8", Assert.Single(folder.Faults()).Message, StringComparison.Ordinal);
    }
}
