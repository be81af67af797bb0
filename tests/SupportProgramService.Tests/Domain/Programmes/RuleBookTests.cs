namespace PovertyPlatform.SupportProgramServiceTests.Domain.Programmes;

/// <summary>Which programmes a day has, and on which terms.</summary>
public class RuleBookTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Fact]
    public void Catalogue_HoldsAllCreditLines()
    {
        using var folder = new RuleFolder();
        var (data, _) = PovertyPlatform.SupportProgramService.Data.Rules.ProgrammeFiles.Read(folder.Path);
        Assert.Equal(21, data.Programmes.Select(row => row.Value.Code).Distinct().Count(code => code.StartsWith("CR-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Automatic_AreTheThreeThatAListAloneDecides() =>
        Assert.Equal(["CR-ESCAPED", "CR-NEARPOOR", "CR-POOR"], RuleFolder.Shipped.On(Today).Automatic.Select(offer => offer.Code));

    [Theory]
    [InlineData("CR-POOR", 660, null)]
    [InlineData("CR-NEARPOOR", 792, null)]
    [InlineData("CR-ESCAPED", 825, null)]
    [InlineData("CR-STUDENT", 660, null)]
    [InlineData("CR-STEM", 480, null)]
    [InlineData("CR-JOB-WORKER-2026", 838.2, 660)]
    [InlineData("CR-JOB-FIRM-2026", 838.2, 660)]
    [InlineData("CR-ABROAD-2026", 838.2, 660)]
    [InlineData("CR-WATER", 900, null)]
    [InlineData("CR-DIFFAREA", 900, null)]
    [InlineData("CR-ETH-HOUSE", 300, null)]
    [InlineData("CR-ETH-PROD", 330, null)]
    [InlineData("CR-EXPRISON", 660, null)]
    [InlineData("CR-SOCIALHOUSE", 540, null)]
    [InlineData("CR-FLOOD", 300, null)]
    public void Interest_IsBaseTimesMultipleOrFixed(string programme, double basisPoints, int? preferential)
    {
        var offer = Assert.Single(RuleFolder.Shipped.On(Today).Offers, offer => offer.Code == programme);
        Assert.Equal((decimal)basisPoints, offer.Interest!.BasisPoints);
        Assert.Equal(preferential, offer.PreferentialInterest?.BasisPoints);
    }

    [Theory]
    [InlineData("2025-12-31", "CR-JOB-WORKER-2019", 792)]
    [InlineData("2026-01-01", "CR-JOB-WORKER-2026", 838.2)]
    public void LoansOfTwoLaws_ChangeOverNewYear(string on, string programme, double basisPoints)
    {
        var offer = Assert.Single(RuleFolder.Shipped.On(DateOnly.Parse(on, null)).Offers, offer => offer.Code.StartsWith("CR-JOB-WORKER", StringComparison.Ordinal));
        Assert.Equal(programme, offer.Code);
        Assert.Equal((decimal)basisPoints, offer.Interest!.BasisPoints);
    }

    [Theory]
    [InlineData("2025-10-09", 660)]
    [InlineData("2025-10-10", 540)]
    public void RateOfAProgramme_ChangesOnItsDay(string on, int basisPoints) =>
        Assert.Equal(basisPoints, RuleFolder.Shipped.On(DateOnly.Parse(on, null)).Offers.Single(offer => offer.Code == "CR-SOCIALHOUSE").Interest!.BasisPoints);

    [Theory]
    [InlineData("2026-06-30", 660, 792, 825)]
    [InlineData("2026-07-01", 700, 840, 875)]
    public void BaseRateThatChangesInMidYear_MovesEveryMultiple(string on, int poor, int nearPoor, int escaped)
    {
        using var folder = new RuleFolder();
        folder.Change("base_rates.csv", "660,2015-06-01,,", "660,2015-06-01,2026-06-30,").Append("base_rates.csv", "700,2026-07-01,,QĐ thử,L");
        var day = folder.Compile().On(DateOnly.Parse(on, null));
        decimal Rate(string code) => day.Automatic.Single(offer => offer.Code == code).Interest!.BasisPoints;
        Assert.Equal((poor, nearPoor, escaped), (Rate("CR-POOR"), Rate("CR-NEARPOOR"), Rate("CR-ESCAPED")));
    }

    [Fact]
    public void NextChange_IsTheDayOnWhichAnAutomaticProgrammeDiffers()
    {
        using var folder = new RuleFolder();
        folder.Change("base_rates.csv", "660,2015-06-01,,", "660,2015-06-01,2026-12-31,").Append("base_rates.csv", "700,2027-01-01,,QĐ thử,L");
        var book = folder.Compile();
        Assert.Equal(new DateOnly(2027, 1, 1), book.On(Today).NextChange);
        Assert.Null(book.On(new DateOnly(2027, 1, 1)).NextChange);
    }

    [Fact]
    public void NextChange_IgnoresProgrammesThatNobodyIsGrantedByEvent() =>
        Assert.Null(RuleFolder.Shipped.On(new DateOnly(2025, 12, 31)).NextChange);

    [Fact]
    public void InterestBeforeTheFirstKnownBaseRate_IsNotGuessed() =>
        Assert.Null(RuleFolder.Shipped.On(new DateOnly(2014, 1, 1)).Offers.Single(offer => offer.Code == "CR-NEARPOOR").Interest);

    [Fact]
    public void Hash_ChangesWithWhatIsDecidedAndNotWithWording()
    {
        using var worded = new RuleFolder();
        worded.Change("rules.csv", "Recognised as a poor household.", "Is recognised as poor.");
        Assert.Equal(RuleFolder.Shipped.Hash, worded.Compile().Hash);
        using var decided = new RuleFolder();
        decided.Change("rules.csv", "exit-within-months,36", "exit-within-months,24");
        Assert.NotEqual(RuleFolder.Shipped.Hash, decided.Compile().Hash);
    }
}
