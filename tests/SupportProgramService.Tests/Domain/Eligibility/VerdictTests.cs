using PovertyPlatform.Contracts;
using PovertyPlatform.SupportProgramService.Domain.Eligibility;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Eligibility;

/// <summary>The golden answers of the three programmes that a recognised list alone decides.</summary>
public class VerdictTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData(PovertyClass.Poor, true, 2, "CR-POOR")]
    [InlineData(PovertyClass.Poor, true, 1, "CR-POOR")]
    [InlineData(PovertyClass.Poor, false, 2, "")]
    [InlineData(PovertyClass.Poor, true, 0, "")]
    [InlineData(PovertyClass.NearPoor, true, 2, "CR-NEARPOOR")]
    [InlineData(PovertyClass.NearPoor, false, 2, "CR-NEARPOOR")]
    [InlineData(PovertyClass.NearPoor, true, 0, "")]
    [InlineData(PovertyClass.AverageLiving, true, 2, "")]
    [InlineData(PovertyClass.NotPoor, true, 2, "")]
    [InlineData(PovertyClass.Undetermined, true, 2, "")]
    public void ClassLabourAndAdults_DecideOnTheProgramme(PovertyClass poverty, bool labour, int adults, string granted) =>
        Assert.Equal(granted, Granted(Told.Facts(Told.Recognised(poverty, labour: labour, adults: adults)), Today));

    [Theory]
    [InlineData(PovertyClass.NotPoor, PovertyClass.Poor, "CR-ESCAPED")]
    [InlineData(PovertyClass.NotPoor, PovertyClass.NearPoor, "CR-ESCAPED")]
    [InlineData(PovertyClass.AverageLiving, PovertyClass.Poor, "CR-ESCAPED")]
    [InlineData(PovertyClass.NearPoor, PovertyClass.Poor, "CR-NEARPOOR")]
    [InlineData(PovertyClass.Poor, PovertyClass.NearPoor, "CR-POOR")]
    public void Exit_CountsOnlyForHouseholdsThatAreOutOfBoth(PovertyClass poverty, PovertyClass from, string granted) =>
        Assert.Equal(granted, Granted(Told.Facts(Told.Recognised(poverty, exit: Told.Decided2026, exitFrom: from)), Today));

    [Theory]
    [InlineData("2026-11-20", "2029-11-20")]
    [InlineData("2024-02-29", "2027-02-28")]
    [InlineData("2025-02-28", "2028-02-28")]
    [InlineData("2025-12-31", "2028-12-31")]
    public void NewlyEscaped_HoldsThroughTheSameDayThreeYearsLaterAndNotADayMore(string decidedOn, string lastDay)
    {
        var decided = DateOnly.Parse(decidedOn, null);
        var last = DateOnly.Parse(lastDay, null);
        var facts = Told.Facts(Told.Recognised(PovertyClass.NotPoor, exit: decided, exitFrom: PovertyClass.Poor, from: decided));
        Assert.Equal("CR-ESCAPED", Granted(facts, decided));
        Assert.Equal("CR-ESCAPED", Granted(facts, last));
        Assert.Equal("", Granted(facts, last.AddDays(1)));
        Assert.Equal(last, Of(facts, "CR-ESCAPED", decided).ValidTo);
        Assert.Equal(["exit-window"], Of(facts, "CR-ESCAPED", last.AddDays(1)).UnmetCodes());
    }

    [Theory]
    [InlineData(PovertyClass.Poor, "CR-POOR")]
    [InlineData(PovertyClass.NearPoor, "CR-NEARPOOR")]
    public void List_HoldsToTheEndOfTheFollowingYear(PovertyClass poverty, string programme)
    {
        var facts = Told.Facts(Told.Recognised(poverty, year: 2025));
        Assert.Equal(programme, Granted(facts, new DateOnly(2026, 12, 31)));
        Assert.Equal("", Granted(facts, new DateOnly(2027, 1, 1)));
        Assert.Equal(new DateOnly(2026, 12, 31), Of(facts, programme, Today).ValidTo);
        Assert.Equal(["list-current"], Of(facts, programme, new DateOnly(2027, 1, 1)).UnmetCodes());
    }

    [Fact]
    public void RecognitionWithALastDay_EndsThere()
    {
        var facts = Told.Facts(Told.Recognised(PovertyClass.Poor, to: new DateOnly(2027, 3, 31)));
        Assert.Equal(new DateOnly(2027, 3, 31), Of(facts, "CR-POOR", Today).ValidTo);
        Assert.Equal([ReasonCodes.RecognitionEnded], Of(facts, "CR-POOR", new DateOnly(2027, 4, 1)).UnmetCodes());
    }

    [Fact]
    public void ProgrammeWithALastDay_EndsTheGrantThere()
    {
        using var folder = new RuleFolder();
        Programmes.RuleCheckTests.CloseVersionOfPoor(folder, "2027-05-31");
        var offer = folder.Compile().On(Today).Automatic.Single(offer => offer.Code == "CR-POOR");
        Assert.Equal(new DateOnly(2027, 5, 31), Verdict.Of(Told.Facts(Told.Recognised(PovertyClass.Poor)), offer, Today).ValidTo);
    }

    [Fact]
    public void ProvinceRow_IsForThatProvinceOnly()
    {
        using var folder = new RuleFolder();
        folder.Append("programmes.csv", "PR-15,2026.1,Hỗ trợ của tỉnh,Provincial support,production_model,UBND tỉnh,household,automatic,,,,,,,,,,,,NQ thử,2026-01-01,,L,")
            .Append("rules.csv", "PR-15,2026.1,1,place,province-in,15,registry,Thuộc tỉnh.,In the province.,NQ thử,L")
            .Append("rules.csv", "PR-15,2026.1,2,class-poor,class-in,Poor|NearPoor,registry,Hộ nghèo hoặc cận nghèo.,Poor or near-poor.,NQ thử,L");
        var offer = folder.Compile().On(Today).Automatic.Single(offer => offer.Code == "PR-15");
        Assert.True(Verdict.Of(Told.Facts(Told.Recognised(PovertyClass.NearPoor)), offer, Today).IsMet);
        Assert.Equal(["place"], Verdict.Of(Told.Facts(Told.Recognised(PovertyClass.Poor, province: "92", commune: "31153")), offer, Today).UnmetCodes());
    }

    [Fact]
    public void ExclusionOfNewlyEscaped_EndsTheDayAfterTheirTime()
    {
        using var folder = new RuleFolder();
        folder.Change("programmes.csv", "Loan to producing household in difficult area,credit,Ngân hàng Chính sách xã hội,household,on-application", "Loan to producing household in difficult area,credit,Ngân hàng Chính sách xã hội,household,automatic");
        var offer = folder.Compile().On(Today).Automatic.Single(offer => offer.Code == "CR-DIFFAREA");
        var escaped = Told.Facts(Told.Escaped());
        var verdict = Verdict.Of(escaped, offer, Today);
        Assert.Equal(["not-newly-escaped"], verdict.UnmetCodes());
        Assert.Equal(new DateOnly(2029, 11, 21), verdict.TurnsOn(Today));
        Assert.True(Verdict.Of(escaped, offer, new DateOnly(2029, 11, 21)).IsMet);
    }

    private static string Granted(Recognition facts, DateOnly on) =>
        string.Join(',', RuleFolder.Shipped.On(on).Automatic.Where(offer => Verdict.Of(facts, offer, on).IsMet).Select(offer => offer.Code));

    private static Verdict Of(Recognition facts, string programme, DateOnly on) =>
        Verdict.Of(facts, RuleFolder.Shipped.On(on).Automatic.Single(offer => offer.Code == programme), on);
}
